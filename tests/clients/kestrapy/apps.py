"""What a program does with apps that was written for Kestra: from the source to the page, its button, its stream and back, with `kestrapy`.

Prints one JSON object of what it saw. Address and password come by the environment.
"""
import io
import json
import os
import zipfile

from kestrapy import (
    ApiException,
    AppsControllerApiBulkOperationRequest,
    KestraClient,
    QueryFilter,
    QueryFilterField,
    QueryFilterOp,
)

TENANT = "main"
NAMESPACE = "company.apps"
client = KestraClient(
    host=os.environ["CLIENT_URL"], username=os.environ["CLIENT_USER"], password=os.environ["CLIENT_PASSWORD"]
)

FLOW = f"""\
id: holiday
namespace: {NAMESPACE}
inputs:
  - id: who
    type: STRING
  - id: fails
    type: BOOLEAN
    defaults: false
tasks:
  - id: note
    type: io.kestra.plugin.core.storage.Write
    content: "For {{{{ inputs.who }}}}"
    extension: .txt
  - id: wait
    type: io.kestra.plugin.core.flow.Pause
    onResume:
      - id: days
        type: INT
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "{{{{ inputs.who }}}} has {{{{ outputs.wait.onResume.days }}}} days"
outputs:
  - id: days
    type: INT
    value: "{{{{ outputs.wait.onResume.days }}}}"
  - id: note
    type: FILE
    value: "{{{{ outputs.note.uri }}}}"
"""

APP = f"""\
id: holiday
type: io.kestra.plugin.ee.apps.Execution
namespace: {NAMESPACE}
flowId: holiday
displayName: Holiday
description: Days away from work
tags: [people, python]
layout:
  - on: OPEN
    blocks:
      - type: io.kestra.plugin.ee.apps.core.blocks.Markdown
        content: "# Ask for days"
      - type: io.kestra.plugin.ee.apps.execution.blocks.CreateExecutionForm
      - type: io.kestra.plugin.ee.apps.execution.blocks.CreateExecutionButton
        text: Ask
  - on: RUNNING
    blocks:
      - type: io.kestra.plugin.ee.apps.core.blocks.Loading
      - type: io.kestra.plugin.ee.apps.execution.blocks.CancelExecutionButton
  - on: PAUSE
    blocks:
      - type: io.kestra.plugin.ee.apps.execution.blocks.Inputs
      - type: io.kestra.plugin.ee.apps.execution.blocks.ResumeExecutionForm
      - type: io.kestra.plugin.ee.apps.execution.blocks.ResumeExecutionButton
        text: Grant
  - on: SUCCESS
    blocks:
      - type: io.kestra.plugin.ee.apps.execution.blocks.Outputs
      - type: io.kestra.plugin.ee.apps.execution.blocks.Logs
  - on: ERROR
    blocks:
      - type: io.kestra.plugin.ee.apps.core.blocks.Stacktrace
resume:
  allowSelf: true
"""


def refused(call, *args, **kwargs):
    """The status that a call is refused with."""
    try:
        call(*args, **kwargs)
    except ApiException as error:
        return error.status
    raise AssertionError(f"{call.__name__} was not refused")


def blocks(view):
    return [block["type"] for block in view["layout"]["blocks"]]


def follow(stream, moment):
    """The view of an execution as its stream tells it at a moment."""
    for view in client.apps.stream_events_from_app(uid, stream, TENANT):
        if view["moment"] == moment:
            return view
    raise AssertionError(f"The stream has ended before {moment}")


def where(field, value):
    return QueryFilter(var_field=field, operation=QueryFilterOp.EQUALS, value={"value": value})


ours = where(QueryFilterField.NAMESPACE, NAMESPACE)
seen = {}
client.flows.create_flow(TENANT, FLOW)

# its source
app = client.apps.create_app(TENANT, APP)
uid = app.uid
seen["created"] = [app.name, app.namespace, app.tags, app.disabled, app.source == APP]
seen["times"] = app.created <= app.updated
client.apps.update_app(uid, TENANT, APP.replace("displayName: Holiday", "displayName: Days off"))
read = client.apps.app(uid, TENANT)
seen["read"] = [read.uid == uid, read.name, read.source != APP]

# found
row = client.apps.search_apps(TENANT, 1, 10, ["id:asc"], [ours]).results[0]
seen["row"] = [row.uid == uid, row.id, row.name, row.namespace, row.flow_id, row.tags, row.enabled]
seen["row times"] = row.created <= row.updated
card = client.apps.search_apps_from_catalog(TENANT, 1, 10, [ours]).results[0]
seen["card"] = [card.uid == uid, card.name, card.description, card.type, card.tags]
seen["not found"] = len(client.apps.search_apps(TENANT, 1, 10, filters=[where(QueryFilterField.NAMESPACE, "no")]).results)
seen["tags"] = client.apps.list_tags(TENANT).tags
seen["states"] = client.apps.app_states(TENANT)

# its page, its button, and the pages after it
view = client.apps.open_app_view(uid, TENANT)
seen["open"] = [blocks(view), view["dispatch"]]
seen["text"] = view["layout"]["blocks"][0]["properties"]
answer = client.apps.dispatch_app(uid, view["dispatch"], TENANT, {"who": "Ada"}).json()
stream = answer["stream"]
paused = follow(stream, "PAUSE")
seen["paused"] = [blocks(paused), paused["dispatch"] == f"resume:{stream}", paused["layout"]["blocks"][0]["data"]["values"][0]["value"]]
resumed = client.apps.dispatch_app(uid, paused["dispatch"], TENANT, {"days": 3}).json()
done = follow(resumed["stream"], "SUCCESS")
seen["done"] = [blocks(done), "dispatch" in done]
seen["outputs"] = [value["label"] for value in done["layout"]["blocks"][0]["data"]["values"]]
seen["raw stream"] = client.apps.stream_app_events(uid, stream, TENANT).headers["content-type"]
seen["wrong values"] = refused(client.apps.dispatch_app, uid, view["dispatch"], TENANT, {"fails": "perhaps"})

# its files and its log
uri = client.outputs.execution_outputs(stream, TENANT)["note"]
seen["file"] = [
    client.apps.file_meta_from_app_execution(uid, uri, TENANT).size,
    client.apps.file_preview_from_app_execution(uid, uri, TENANT, max_rows=10)["content"],
    client.apps.download_file_from_app_execution(uid, TENANT, uri).decode(),
]
seen["log"] = "Ada has 3 days" in client.apps.logs_from_app_execution(uid, stream, TENANT, "INFO").decode()

# another one is stopped
other = client.apps.dispatch_app(uid, view["dispatch"], TENANT, {"who": "Bob"}).json()["stream"]
follow(other, "PAUSE")
client.apps.dispatch_app(uid, f"cancel:{other}", TENANT, {})
seen["stopped"] = client.executions.execution(other, TENANT).state.current.value

# a preview
preview = client.apps.preview_app(TENANT, APP)
seen["preview"] = [blocks(preview), preview["dispatch"]]
seen["preview later"] = blocks(client.apps.preview_app(TENANT, APP, "SUCCESS"))
after = client.apps.preview_dispatch_app(
    preview["dispatch"], TENANT, {"__kestra_app_source__": APP, "who": "Ada"}
).json()
seen["preview after"] = blocks(after)

# out of use, and in use again
off = client.apps.disable_app(uid, TENANT)
seen["disabled"] = [off.enabled, refused(client.apps.open_app_view, uid, TENANT)]
these = AppsControllerApiBulkOperationRequest(uids=[uid])
seen["enabled"] = client.apps.bulk_enable_apps(TENANT, these)["success"] == [uid]
seen["disabled again"] = client.apps.bulk_disable_apps(TENANT, these)["success"] == [uid]
on = client.apps.enable_app(uid, TENANT)
seen["enabled again"] = [on.uid == uid, on.enabled, on.flow_id]

# there and back
archive = client.apps.bulk_export_apps(TENANT, these)
with zipfile.ZipFile(io.BytesIO(archive)) as files:
    seen["archive"] = files.namelist()
    seen["archived"] = "displayName: Days off" in files.read(files.namelist()[0]).decode()
client.apps.delete_app(uid, TENANT)
seen["deleted"] = refused(client.apps.app, uid, TENANT)
imported = client.apps.bulk_import_apps(TENANT, archive)
[uid] = imported.success
seen["imported"] = [imported.errors, client.apps.app(uid, TENANT).name, blocks(client.apps.open_app_view(uid, TENANT))[0]]
wrong = client.apps.bulk_import_apps(TENANT, APP.replace("flowId: holiday", "flowId: 7 x").encode())
seen["not imported"] = [wrong.success, len(wrong.errors), wrong.errors[0].source, bool(wrong.errors[0].message)]
removed = client.apps.bulk_delete_apps(TENANT, AppsControllerApiBulkOperationRequest(uids=[uid]))
seen["removed"] = [removed["success"] == [uid], refused(client.apps.open_app_view, uid, TENANT)]

print(json.dumps(seen))
