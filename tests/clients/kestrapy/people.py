"""What a program does with people, rights, namespaces, secrets, keys and the audit that was written for Kestra, with `kestrapy`.

Asserts each answer as the client's own model of it, and prints one JSON object of what it saw. Address and password come by
the environment.
"""
import json
import os

from kestrapy import (
    ApiAutocomplete,
    ApiException,
    ApiIds,
    ApiPatchInstanceOwnerRequest,
    ApiPatchSuperAdminRequest,
    ApiSecretMetaEE,
    ApiSecretTag,
    ApiSecretValue,
    CreateApiTokenRequest,
    IAMGroupControllerApiCreateGroupRequest,
    IAMGroupControllerApiUpdateGroupRequest,
    IAMRoleControllerApiRoleCreateOrUpdateRequest,
    IAMServiceAccountControllerApiCreateServiceAccountRequest,
    IAMServiceAccountControllerApiPatchServiceAccountRequest,
    IAMTenantAccessControllerUserApiAutocomplete,
    IAMUserControllerApiCreateOrUpdateUserRequest,
    IAMUserControllerApiPatchUserPasswordRequest,
    IAMUserGroupControllerApiUpdateUserGroupsRequest,
    KestraClient,
    KVControllerApiDeleteBulkRequest,
    ListPermissions200Response,
    MeControllerApiUpdatePasswordRequest,
    MeControllerApiUserDetailsRequest,
    Namespace,
    QueryFilter,
    QueryFilterField,
    QueryFilterOp,
)
from kestrapy.models.binding_type import BindingType
from kestrapy.models.group_identifier_membership import GroupIdentifierMembership
from kestrapy.models.iam_binding_controller_api_binding_detail import IAMBindingControllerApiBindingDetail
from kestrapy.models.iam_binding_controller_api_create_binding_request import (
    IAMBindingControllerApiCreateBindingRequest,
)
from kestrapy.models.iam_user_controller_api_user import IAMUserControllerApiUser

TENANT = "main"
URL = os.environ["CLIENT_URL"]
admin = KestraClient(host=URL, username=os.environ["CLIENT_USER"], password=os.environ["CLIENT_PASSWORD"])
seen = {}


def refused(call, *args, **kwargs):
    """The status that a call is refused with."""
    try:
        call(*args, **kwargs)
    except ApiException as error:
        return error.status
    raise AssertionError(f"{call.__name__} was not refused")


def looks_for(text):
    return [QueryFilter(var_field=QueryFilterField.QUERY, operation=QueryFilterOp.EQUALS, value={"value": text})]


# people
made = admin.users.create_user(
    IAMUserControllerApiCreateOrUpdateUserRequest(
        email="Grace@Python.example", firstName="Grace", lastName="Hopper", password="a long password", tenants=[TENANT]
    )
)
assert isinstance(made, IAMUserControllerApiUser)
seen["person"] = [made.username, made.display_name, made.first_name, made.last_name, made.instance_owner]
seen["person taken"] = refused(
    admin.users.create_user,
    IAMUserControllerApiCreateOrUpdateUserRequest(email="grace@python.example", firstName="Other"),
)
grace = admin.users.user(made.id)
seen["patched"] = admin.users.patch_user(grace.id, MeControllerApiUserDetailsRequest(firstName="Amazing")).display_name
updated = admin.users.update_user(
    grace.id,
    IAMUserControllerApiCreateOrUpdateUserRequest(email=grace.email, firstName="Grace", lastName="Murray Hopper"),
)
seen["updated"] = [updated.id == grace.id, updated.display_name]
found = admin.users.list_users(page=1, size=10, filters=looks_for("murray"))
seen["found"] = [found.total, [person.id == grace.id for person in found.results]]
seen["not found"] = admin.users.list_users(filters=looks_for("nobody of this name")).total
seen["suggested"] = [
    one.username
    for one in admin.users.autocomplete_users(TENANT, IAMTenantAccessControllerUserApiAutocomplete(q="murray"))
]
seen["in the tenant"] = admin.tenant_access.tenant_access(grace.id, TENANT).display_name
admin.users.patch_user_super_admin(grace.id, ApiPatchSuperAdminRequest(superAdmin=True))
seen["administers"] = admin.users.user(grace.id).instance_owner
admin.users.patch_user_instance_owner(grace.id, ApiPatchInstanceOwnerRequest(instanceOwner=False))
seen["no longer"] = admin.users.user(grace.id).instance_owner
admin.users.patch_user_password(grace.id, IAMUserControllerApiPatchUserPasswordRequest(password="another password"))

# what is one's own
me = KestraClient(host=URL, username="grace@python.example", password="another password")
own = me.me.current_user()
seen["me"] = [own["id"] == grace.id, own["profile"], own["instanceOwner"], own["restricted"], own["tenants"]]
own = me.me.update_current_user(MeControllerApiUserDetailsRequest(firstName="Rear Admiral Grace", lastName="Hopper"))
seen["renamed"] = own["profile"]["firstName"]
token = me.me.create_api_token(CreateApiTokenRequest(name="python", description="of a program", maxAge="P1D", extended=True))
tokens = me.me.list_api_tokens()
seen["tokens"] = [tokens.total, tokens.results[0].name, tokens.results[0].exp is not None, tokens.results[0].extended]
by_token = KestraClient(host=URL, token=token.full_token)
seen["by token"] = by_token.me.current_user()["id"] == grace.id
seen["less"] = [refused(me.users.list_users), refused(me.roles.search_roles, TENANT)]
me.me.delete_api_token(token.id)
seen["revoked"] = refused(by_token.me.current_user)
seen["wrong password"] = refused(
    me.users.update_current_user_password,
    MeControllerApiUpdatePasswordRequest(oldPassword="not this", newPassword="a third password"),
)
me.users.update_current_user_password(
    MeControllerApiUpdatePasswordRequest(oldPassword="another password", newPassword="a third password")
)
me = KestraClient(host=URL, username="grace@python.example", password="a third password")
given = admin.users.create_api_tokens_for_user(grace.id, CreateApiTokenRequest(name="given"))
seen["given"] = KestraClient(host=URL, token=given.full_token).me.current_user()["id"] == grace.id
listed = admin.users.list_api_tokens_for_user(grace.id)
seen["tokens of a person"] = [one.name for one in listed.results]
admin.users.delete_api_token_for_user(grace.id, given.id)

# groups
group = admin.groups.create_group(
    TENANT, IAMGroupControllerApiCreateGroupRequest(name="Pythonistas", description="Write programs")
)
seen["group"] = [group.name, group.description]
renamed = admin.groups.update_group(
    group.id, TENANT, IAMGroupControllerApiUpdateGroupRequest(name="Python people", description="Write programs")
)
seen["group renamed"] = [renamed.id == group.id, admin.groups.group(group.id, TENANT).name]
member = admin.groups.add_user_to_group(group.id, grace.id, TENANT)
seen["member"] = [member.id == grace.id, member.groups[0].membership]
admin.groups.set_user_membership_for_group(group.id, grace.id, GroupIdentifierMembership.OWNER, TENANT)
members = admin.groups.search_group_members(group.id, TENANT, page=1, size=10)
seen["owners"] = [[one.id == grace.id, one.groups[0].membership] for one in members.results]
admin.groups.delete_user_from_group(group.id, grace.id, TENANT)
seen["left"] = admin.groups.search_group_members(group.id, TENANT).total
admin.users.update_user_groups(grace.id, TENANT, IAMUserGroupControllerApiUpdateUserGroupsRequest(groupIds=[group.id]))
seen["of groups"] = [one.id == group.id for one in admin.users.user(grace.id).groups]
seen["groups found"] = [one.name for one in admin.groups.search_groups(TENANT, 1, 10, filters=looks_for("python")).results]
seen["groups suggested"] = [one.id == group.id for one in admin.groups.autocomplete_groups(TENANT, ApiAutocomplete(q="python"))]
seen["groups by ids"] = [one.name for one in admin.groups.list_group_ids(TENANT, ApiIds(ids=[group.id]))]

# roles and who has them
role = admin.roles.create_role(
    TENANT,
    IAMRoleControllerApiRoleCreateOrUpdateRequest(
        name="Programmers",
        description="By Python",
        permissions=ListPermissions200Response(FLOW=["READ", "CREATE"], EXECUTION=["READ"], KVSTORE=["READ"]),
    ),
)
seen["role"] = [role.name, admin.roles.role(role.id, TENANT).description]
admin.roles.update_role(
    role.id,
    TENANT,
    IAMRoleControllerApiRoleCreateOrUpdateRequest(
        name="Programmers", description="In Python", permissions=ListPermissions200Response(FLOW=["READ", "UPDATE"])
    ),
)
seen["role found"] = [one.name for one in admin.roles.search_roles(TENANT, 1, 10, filters=looks_for("programmers")).results]
seen["role suggested"] = [one.id == role.id for one in admin.roles.autocomplete_roles(TENANT, ApiAutocomplete(q="program"))]
seen["role by ids"] = [one.name for one in admin.roles.list_roles_from_given_ids(TENANT, ApiIds(ids=[role.id]))]


def grant(kind, holder, namespace=None):
    return IAMBindingControllerApiCreateBindingRequest(
        type=kind, externalId=holder, roleId=role.id, namespaceId=namespace
    )


binding = admin.bindings.create_binding(TENANT, grant(BindingType.USER, grace.id, "company.python"))
assert isinstance(binding, IAMBindingControllerApiBindingDetail)
seen["binding"] = [binding.type, admin.bindings.binding(binding.id, TENANT).role.name]
bulk = admin.bindings.bulk_create_binding(TENANT, [grant(BindingType.GROUP, group.id)])
seen["bindings"] = [
    [one.type, one.id == bulk[0].id]
    for one in admin.bindings.search_bindings(TENANT, binding_type=BindingType.GROUP, external_id=group.id).results
]
seen["may"] = [isinstance(me.flows.search_flows(TENANT, 1, 10).total, int), refused(admin.roles.delete_role, role.id, TENANT)]
for one in (binding, *bulk):
    admin.bindings.delete_binding(one.id, TENANT)
seen["unbound"] = refused(admin.bindings.binding, binding.id, TENANT)
admin.roles.delete_role(role.id, TENANT)
seen["role gone"] = refused(admin.roles.role, role.id, TENANT)
admin.groups.delete_group(group.id, TENANT)
seen["group gone"] = refused(admin.groups.group, group.id, TENANT)

# programs
robot = admin.service_account.create_service_account(
    IAMServiceAccountControllerApiCreateServiceAccountRequest(name="robot", description="Works at night")
)
seen["robot"] = [robot.name, admin.service_account.service_account(robot.id).description]
patched = admin.service_account.patch_service_account_details(
    robot.id, IAMServiceAccountControllerApiPatchServiceAccountRequest(name="droid", description="Works by day")
)
seen["droid"] = [patched.id == robot.id, patched.name]
admin.service_account.patch_service_account_super_admin(robot.id, ApiPatchSuperAdminRequest(superAdmin=True))
seen["programs"] = [
    [one.name, one.instance_owner] for one in admin.service_account.list_service_accounts(1, 10, filters=looks_for("droid")).results
]
given = admin.service_account.create_api_tokens_for_service_account(robot.id, CreateApiTokenRequest(name="night"))
droid = KestraClient(host=URL, token=given["fullToken"] if isinstance(given, dict) else given.full_token)
seen["acts"] = droid.me.current_user()["id"] == robot.id
admin.service_account.patch_service_account_super_admin(robot.id, ApiPatchSuperAdminRequest(superAdmin=False))
seen["acts no more"] = refused(droid.users.list_users)
admin.service_account.delete_service_account(robot.id)
seen["robot gone"] = [refused(admin.service_account.service_account, robot.id), refused(droid.me.current_user)]

# namespaces with their variables and secrets
admin.namespaces.create_namespace(TENANT, Namespace(id="lab", deleted=False, description="Ours", variables={"place": {"region": "eu", "size": 1}}))
admin.namespaces.create_namespace(TENANT, Namespace(id="lab.python", deleted=False, variables={"place": {"size": 2}}))
admin.namespaces.update_namespace(
    "lab", TENANT, Namespace(id="lab", deleted=False, description="Ours all", variables={"place": {"region": "us", "size": 1}})
)
seen["namespace"] = [admin.namespaces.namespace("lab", TENANT).description, admin.namespaces.namespace("lab.python", TENANT).variables]
seen["namespaces"] = sorted(one.id for one in admin.namespaces.search_namespaces(TENANT, 1, 10, filters=looks_for("lab")).results)
seen["namespaces suggested"] = admin.namespaces.autocomplete_namespaces(TENANT, ApiAutocomplete(q="lab.py"))
seen["inherited variables"] = admin.namespaces.inherited_variables("lab.python", TENANT)
admin.namespaces.put_secrets(
    "lab", TENANT, ApiSecretValue(key="PASSWORD", value="open sesame", description="To the cave", tags=[ApiSecretTag(key="env", value="prod")])
)
patched = admin.namespaces.patch_secret(
    "lab", "PASSWORD", TENANT, ApiSecretMetaEE(key="PASSWORD", description="To another cave", tags=[ApiSecretTag(key="env", value="test")])
)
seen["secret"] = [[one.key, one.description, one.tags[0].value] for one in patched]
seen["secrets"] = "open sesame" not in str(admin.namespaces.list_secrets(TENANT, 1, 10).to_dict())
seen["inherited secrets"] = admin.namespaces.inherited_secrets("lab.python", TENANT)
admin.namespaces.delete_secret("lab", "PASSWORD", TENANT)
seen["secret gone"] = admin.namespaces.inherited_secrets("lab.python", TENANT)["lab"]

# keys and values
for key in ("one", "two", "three"):
    admin.kv.set_key_value("lab", key, TENANT, json.dumps({"of": key}))
value = admin.kv.key_value("lab", "one", TENANT)
seen["value"] = [getattr(value.type, "value", value.type), value.value]
seen["keys"] = sorted(one.key for one in admin.kv.list_all_keys(TENANT, 1, 10, filters=looks_for("t")).results if one.namespace == "lab")
seen["inherited keys"] = sorted(one.key for one in admin.kv.list_keys_with_inheritance("lab.python", TENANT))
seen["key deleted"] = admin.kv.delete_key_value("lab", "one", TENANT)
seen["keys deleted"] = sorted(admin.kv.delete_key_values("lab", TENANT, KVControllerApiDeleteBulkRequest(keys=["two", "three"])).keys)
admin.namespaces.delete_namespace("lab.python", TENANT)
admin.namespaces.delete_namespace("lab", TENANT)
seen["namespace gone"] = refused(admin.namespaces.namespace, "lab.python", TENANT)

# the audit of it all
page = admin.auditlogs.search_audit_logs(TENANT, page=1, size=5)
seen["audit"] = [len(page["results"]), page["total"] > 40]
history = admin.auditlogs.audit_log_history(grace.id, TENANT)
seen["history"] = history[-1]["username"]
newest = admin.auditlogs.find_audit_log(TENANT, {"resource": "USER", "type": "CREATE", "detail": {"id": grace.id}})
seen["audit found"] = [newest["results"][0]["id"] == newest["id"], newest["auditLog"]["detail"]["id"] == grace.id]
seen["audit diff"] = "Programmers" in admin.auditlogs.audit_log_diff(newest["id"], TENANT)["after"]
exported = admin.auditlogs.export_audit_logs(TENANT)
seen["audit export"] = [exported.startswith("id,date,userId"), "open sesame" in exported]

admin.users.delete_refresh_token(grace.id)
admin.users.delete_user(grace.id)
seen["deactivated"] = refused(me.me.current_user)

print(json.dumps(seen, default=str))
