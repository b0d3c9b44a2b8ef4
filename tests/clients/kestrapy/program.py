"""What a program does that was written for Kestra: with `kestrapy`, and a start with the older `kestra`.

Prints one JSON object of what it saw. Address and password come by the environment.
"""
import json
import os
import time

from kestra import Flow
from kestrapy import IdWithNamespace, KestraClient, Label, QueryFilter, QueryFilterField, QueryFilterOp

TENANT = "main"
NAMESPACE = "company.python"
URL = os.environ["CLIENT_URL"]
USER = os.environ["CLIENT_USER"]
PASSWORD = os.environ["CLIENT_PASSWORD"]

client = KestraClient(host=URL, username=USER, password=PASSWORD)

HELLO = f"""\
id: hello
namespace: {NAMESPACE}
labels:
  team: data
inputs:
  - id: who
    type: STRING
  - id: paper
    type: FILE
    required: false
tasks:
  - id: say
    type: io.kestra.plugin.core.log.Log
    message: "Hello {{{{ inputs.who }}}}"
  - id: give
    type: io.kestra.plugin.core.debug.Return
    format: "{{{{ inputs.who | upper }}}}"
outputs:
  - id: who
    type: STRING
    value: "{{{{ outputs.give.value }}}}"
"""

SLOW = f"""\
id: slow
namespace: {NAMESPACE}
tasks:
  - id: wait
    type: io.kestra.plugin.core.flow.Sleep
    duration: PT10M
"""

# fails until its key is set
FRAGILE = f"""\
id: fragile
namespace: {NAMESPACE}
tasks:
  - id: needs
    type: io.kestra.plugin.core.debug.Return
    format: "{{{{ kv('ready') }}}}"
"""

ASKS = f"""\
id: asks
namespace: {NAMESPACE}
tasks:
  - id: wait
    type: io.kestra.plugin.core.flow.Pause
    onResume:
      - id: reason
        type: STRING
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "because {{{{ outputs.wait.onResume.reason }}}}"
"""


def value_of(state):
    return getattr(state, "value", state)


def until(execution_id, *states):
    """Follows the stream of an execution until it is in one of the states, whichever was first."""
    end = time.time() + 60
    while time.time() < end:
        for event in client.executions.follow_execution(execution_id, TENANT):
            if event.state is not None and value_of(event.state.current) in states:
                return value_of(event.state.current)
    raise TimeoutError(f"{execution_id} was not {states}")


seen = {}

# flows
valid, invalid = client.flows.validate_flows(TENANT, HELLO + "---\n" + SLOW.replace("Sleep", "Slep"))
seen["valid"] = valid.constraints
seen["invalid"] = invalid.constraints
for source in (HELLO, SLOW, FRAGILE, ASKS):
    client.flows.create_flow(TENANT, source)
updated = client.flows.update_flow(NAMESPACE, "hello", TENANT, HELLO.replace("Hello {", "Welcome {"))
seen["revision"] = updated.revision
seen["source"] = client.flows.flow(NAMESPACE, "hello", TENANT, source=True, revision=1).source == HELLO
in_namespace = QueryFilter(
    var_field=QueryFilterField.NAMESPACE, operation=QueryFilterOp.EQUALS, value={"value": NAMESPACE}
)
found = client.flows.search_flows(TENANT, page=1, size=10, filters=[in_namespace])
seen["flows"] = sorted(flow.id for flow in found.results)
seen["revisions"] = [flow.revision for flow in client.flows.list_flow_revisions(NAMESPACE, "hello", TENANT)]
seen["graph"] = len(client.flows.generate_flow_graph(NAMESPACE, "hello", TENANT).nodes) > 2

# an execution, started, followed, read
started = client.executions.create_execution(
    TENANT, NAMESPACE, "hello", labels=["from:python"], inputs={"who": "Ada", "paper": b"a page"}
)
seen["followed"] = until(started.id, "SUCCESS", "FAILED")
execution = client.executions.execution(started.id, TENANT)
seen["state"] = value_of(execution.state.current)
seen["histories"] = [value_of(entry.state) for entry in execution.state.histories]
seen["tasks"] = [run.task_id for run in execution.task_run_list]
seen["labels"] = {label.key: label.value for label in execution.labels if not label.key.startswith("system.")}
seen["file"] = client.executions.download_file_from_execution(
    started.id, execution.inputs["paper"], TENANT
).decode()
seen["outputs"] = client.outputs.execution_outputs(started.id, TENANT)
seen["task outputs"] = client.outputs.task_run_outputs(started.id, execution.task_run_list[1].id, TENANT)
seen["logs"] = [line.message for line in client.logs.list_logs_from_execution(started.id, TENANT)]
seen["download"] = "Welcome Ada" in client.logs.download_logs_from_execution(started.id, TENANT)
seen["log search"] = [
    line.message for line in client.logs.search_logs(TENANT, 1, 10, filters=[in_namespace]).results
]
evaluated = client.executions.eval_expression(started.id, TENANT, "{{ inputs.who }} {{ 1 + 1 }}")
seen["eval"] = evaluated["result"]
relabelled = client.executions.set_labels_on_terminated_execution(
    started.id, TENANT, [Label(key="seen", value="yes")]
)
seen["relabelled"] = {label.key: label.value for label in relabelled.labels if not label.key.startswith("system.")}
replayed = client.executions.replay_execution(
    started.id, TENANT, task_run_id=execution.task_run_list[1].id
)
seen["replayed"] = [until(replayed.id, "SUCCESS", "FAILED"), replayed.parent_id == started.id]

# killed
slow = client.executions.create_execution(TENANT, NAMESPACE, "slow")
until(slow.id, "RUNNING")
client.executions.kill_execution(slow.id, TENANT)
seen["killed"] = until(slow.id, "KILLED", "FAILED", "SUCCESS")

# failed, and restarted once what it lacked is there
fragile = client.executions.create_execution(TENANT, NAMESPACE, "fragile")
seen["failed"] = until(fragile.id, "SUCCESS", "FAILED")
client.kv.set_key_value(NAMESPACE, "ready", TENANT, '"now"')
seen["kv"] = client.kv.key_value(NAMESPACE, "ready", TENANT).value
seen["keys"] = [entry.key for entry in client.kv.list_all_keys(TENANT, filters=[in_namespace]).results]
restarted = client.executions.restart_execution(fragile.id, TENANT)
seen["restarted"] = [restarted.id == fragile.id, until(fragile.id, "SUCCESS")]
seen["key deleted"] = [client.kv.delete_key_value(NAMESPACE, "ready", TENANT) for _ in range(2)]

# paused and resumed with what it asks
asking = client.executions.create_execution(TENANT, NAMESPACE, "asks")
until(asking.id, "PAUSED")
client.executions.resume_execution(asking.id, TENANT, inputs={"reason": "of Python"})
seen["resumed"] = until(asking.id, "SUCCESS", "FAILED")
seen["resumed log"] = [
    line.message for line in client.logs.list_logs_from_execution(asking.id, TENANT, task_id="tell")
]

# many
page = client.executions.search_executions(TENANT, 1, 50, ["state.startDate:asc"], [in_namespace])
seen["executions"] = [row["flowId"] for row in page["results"]]
seen["csv"] = len(client.executions.export_executions_by_query_to_csv(TENANT, [in_namespace]).strip().split("\n"))

# the older client
older = Flow(poll_interval=1)
older.hostname, older.user, older.password = URL, USER, PASSWORD
result = older.execute(NAMESPACE, "hello", {"who": "Bob"})
seen["older client"] = [result.status, "Welcome Bob" in result.log]

# removed
client.executions.delete_execution(started.id, TENANT)
deleted = client.executions.delete_executions_by_query(TENANT, [in_namespace])
seen["deleted"] = deleted["count"]
gone = client.flows.delete_flows_by_ids(
    TENANT, [IdWithNamespace(id=id, namespace=NAMESPACE) for id in ("hello", "slow", "fragile", "asks")]
)
seen["flows deleted"] = gone.count

print(json.dumps(seen))
