"""A process in which it is always the same moment, to see whether an exporter looks at the clock."""

import datetime as dt
import time
from typing import Any

_RealDatetime = dt.datetime
_RealDate = dt.date


def freeze_clock(moment: float) -> None:
    """Let Python's clocks stand still in this process, before the exporter's modules are imported.

    Args:
        moment: seconds since 1970, UTC.
    """
    frozen: dict[str, Any] = {
        "time": lambda: moment,
        "time_ns": lambda: int(moment * 1e9),
        "localtime": _defaulting(time.localtime, moment),
        "gmtime": _defaulting(time.gmtime, moment),
        "ctime": _defaulting(time.ctime, moment),
    }
    real_format = time.strftime
    frozen["strftime"] = lambda form, parts=None: real_format(form, parts or time.localtime(moment))
    for name, function in frozen.items():
        setattr(time, name, function)
    _freeze_datetime(moment)


def _defaulting(real: Any, moment: float) -> Any:
    return lambda seconds=None: real(moment if seconds is None else seconds)


def _freeze_datetime(moment: float) -> None:
    class DatetimeKind(type):
        def __instancecheck__(cls, instance: object) -> bool:
            return isinstance(instance, _RealDatetime)

    class DateKind(type):
        def __instancecheck__(cls, instance: object) -> bool:
            return isinstance(instance, _RealDate)

    class FrozenDatetime(_RealDatetime, metaclass=DatetimeKind):
        @classmethod
        def now(cls, tz: dt.tzinfo | None = None) -> Any:
            return cls.fromtimestamp(moment, tz)

        @classmethod
        def utcnow(cls) -> Any:
            return cls.fromtimestamp(moment, dt.UTC).replace(tzinfo=None)

        @classmethod
        def today(cls) -> Any:
            return cls.fromtimestamp(moment, None)

    class FrozenDate(_RealDate, metaclass=DateKind):
        @classmethod
        def today(cls) -> Any:
            return cls.fromtimestamp(moment)

    frozen_types: dict[str, Any] = {"datetime": FrozenDatetime, "date": FrozenDate}
    for name, kind in frozen_types.items():
        setattr(dt, name, kind)
