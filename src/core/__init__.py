"""The inside of the hexagon: domain, ports and use cases; standard library and numpy only."""
