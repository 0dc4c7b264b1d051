"""A pytest plugin: a run that skipped something has not shown what it claims, so it fails.

Loaded by `addopts` in pyproject.toml. Skips, expected failures and unexpected passes all count, whether of a
test or of a whole file; each is named with its reason at the end of the run.
"""

import pytest

_left_out = pytest.StashKey[list[str]]()


def pytest_configure(config: pytest.Config) -> None:
    config.stash[_left_out] = []
    config.pluginmanager.register(_Watch(config.stash[_left_out]))


class _Watch:
    def __init__(self, left_out: list[str]) -> None:
        self.left_out = left_out

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        self._note(report)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self._note(report)

    def _note(self, report: pytest.CollectReport | pytest.TestReport) -> None:
        expected_failure = getattr(report, "wasxfail", None)
        if report.skipped or expected_failure is not None:
            self.left_out.append(f"{report.nodeid}: {expected_failure or _reason(report)}")

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        otherwise_quiet = {pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED}
        if self.left_out and session.exitstatus in otherwise_quiet:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if self.left_out:
            terminalreporter.section("left out, so the run has failed", red=True)
            for line in self.left_out:
                terminalreporter.write_line(line)


def _reason(report: pytest.CollectReport | pytest.TestReport) -> str:
    """A skip's `longrepr` is (file, line, reason)."""
    return str(report.longrepr[2]) if isinstance(report.longrepr, tuple) else "no reason given"
