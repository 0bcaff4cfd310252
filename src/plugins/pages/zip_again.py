"""Making a zip file that says nothing of when it was made."""

import io
import zipfile

_FIRST_DATE = (1980, 1, 1, 0, 0, 0)
"""The earliest date that a zip file can hold."""


def without_dates(data: bytes) -> bytes:
    """The same members in the same order, all with the same date and rights."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w") as result:
        for name in source.namelist():
            member = zipfile.ZipInfo(name, date_time=_FIRST_DATE)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 0
            result.writestr(member, source.read(name))
    return target.getvalue()
