"""Lets the tests that `kestrapy` ships with run against this server: `pytest -p plugin --noconftest`.

The environment names the server and the file that gets a line of JSON for each test.
"""
import json
import os

import pytest
import testApis.conftest as shipped
from kestrapy import KestraClient

# The server is thrown away after the run, and the address that this would call is not its own.
shipped._purge_namespaces = lambda client, namespaces: None

shared_flow = shipped.shared_flow
succeeded_execution = shipped.succeeded_execution
fresh_execution = shipped.fresh_execution


@pytest.fixture(scope="session")
def client():
    return KestraClient(
        host=os.environ["CLIENT_URL"],
        username=os.environ["CLIENT_USER"],
        password=os.environ["CLIENT_PASSWORD"],
        timeout=60,
    )


def pytest_runtest_logreport(report):
    if report.when != "call" and report.outcome == "passed":
        return
    outcome = report.outcome
    if hasattr(report, "wasxfail"):
        outcome = "skipped"
    with open(os.environ["CLIENT_RESULTS"], "a", encoding="utf-8") as results:
        name = report.nodeid.split("/")[-1]
        results.write(json.dumps({"name": name, "outcome": outcome, "detail": str(report.longrepr)[-2000:]}) + "\n")
