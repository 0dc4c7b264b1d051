"""What a child costs that opens a stranger's file, told by a small process between it and us.

Not by our own count of what children used: Linux begins a child's peak with the memory of whoever started it.
"""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from unittest.mock import patch

# Starts the child with our own input and output, notes what it used, and ends as it ended.
_BETWEEN = """
import json, os, resource, subprocess, sys
ended = subprocess.run(sys.argv[2:]).returncode
used = resource.getrusage(resource.RUSAGE_CHILDREN)
open(sys.argv[1], "w").write(json.dumps([used.ru_utime + used.ru_stime, used.ru_maxrss / 1024]))
if ended < 0:
    os.kill(os.getpid(), -ended)
sys.exit(ended)
"""


class Cost:
    """Seconds of the processor, and megabytes at the peak; there once the work is done."""

    seconds = 0.0
    megabytes = 0.0


@contextmanager
def counted_in(workshop: ModuleType) -> Iterator[Cost]:
    """Count what the one child of this workshop costs that is started meanwhile."""
    cost = Cost()
    with TemporaryDirectory() as place:
        note = Path(place) / "note"
        command = (sys.executable, "-S", "-c", _BETWEEN, str(note), *workshop.CHILD.command)
        try:
            with patch.object(workshop, "CHILD", replace(workshop.CHILD, command=command)):
                yield cost
        finally:
            # A file the gate refuses costs no process.
            if note.exists():
                cost.seconds, cost.megabytes = json.loads(note.read_text())
