import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pythonWith, run, type Environment } from '../clients/python.ts'
import { startProduct, type Product } from '../harness/product.ts'
import { expect, test } from './story.ts'

// A client that was written for Kestra, unchanged, against a product of its own: by a program of ours, and by its own tests.

const packages = ['kestrapy==2.0.3', 'regex', 'kestra==2.0.0', 'pytest==8.4.2']
const own = resolve('tests/clients/kestrapy')
const results = resolve('test-results/kestrapy.jsonl')

/** Files of its own tests about what this product has. */
const suites = [
  'executions_api',
  'executions_coverage_421',
  'flows_api',
  'flows_coverage_421',
  'kv_api',
  'logs_api',
]
suites.push('metrics_api', 'outputs_api', 'phase4_filters_pagination_tenant', 'queryfilters', 'triggers_api')
suites.push('auditlogs_api', 'bindings_api', 'groups_api', 'me_api', 'namespaces_api', 'roles_api')
suites.push('service_account_api', 'tenant_access_api', 'users_api')
suites.push('apps_api', 'apps_coverage_421')

/** Tests of its own that fail here, each with the reason; one that passes leaves the list. */
const notShipped = 'the package lacks the file that it reads'
const deletion = 'what is deleted is told of the flow, of all its revisions alike'
const otherServers = 'no copies of flows on other servers'
const oneOfAName = 'each has a name of its own'
const oneTenant = 'there is one tenant: who has an account is in it'
const differs: Readonly<Record<string, string>> = {
  'test_flows_api.py::TestCreateFlow::test_simple': notShipped,
  'test_flows_api.py::TestGetFlow::test_revision_and_allow_deleted': deletion,
  'test_flows_api.py::TestListFlowRevisions::test_multiple_revisions': 'the newest comes first',
  'test_flows_api.py::TestListFlowRevisions::test_allow_delete_true': deletion,
  'test_flows_coverage_421.py::test_flow_hashes_by_ids_returns_hashes': otherServers,
  'test_flows_coverage_421.py::test_promote_by_ids_is_gated_or_returns_dict': otherServers,
  'test_triggers_api.py::test_create_backfill_basic':
    'a backfill without a time of the schedule in it is refused',
  'test_users_api.py::test_update_user_groups_basic': 'it expects to be refused, and is not',
  'test_users_api.py::test_impersonate_basic': 'nobody acts as another',
  'test_users_api.py::test_patch_user_demo_basic': 'what somebody may is said by roles',
  'test_roles_api.py::test_create_role_duplicate_name_does_not_uniqueness_check': oneOfAName,
  'test_service_account_api.py::test_create_service_account_duplicate_name_does_not_uniqueness_check':
    oneOfAName,
  'test_bindings_api.py::test_create_binding_round_trip': 'it names a role that there is not: 422',
  'test_bindings_api.py::test_bulk_create_binding_returns_list': 'the same',
  'test_tenant_access_api.py::test_create_tenant_access_unknown_user': oneTenant,
  'test_tenant_access_api.py::test_create_tenant_access_by_email': oneTenant,
  'test_tenant_access_api.py::test_delete_tenant_access_unknown_user': oneTenant,
}

interface Told {
  name: string
  outcome: 'passed' | 'failed' | 'skipped'
  detail: string
}

test.describe('the Python client', () => {
  let product: Product | undefined
  let python: Environment | { missing: string } = { missing: 'not looked for yet' }

  const environment = () => ({
    CLIENT_URL: product?.url ?? '',
    CLIENT_USER: product?.adminEmail ?? '',
    CLIENT_PASSWORD: product?.adminPassword ?? '',
    CLIENT_RESULTS: results,
    PYTHONDONTWRITEBYTECODE: '1',
  })

  test.beforeAll(async () => {
    test.setTimeout(600_000)
    python = await pythonWith('kestrapy-2.0.3', packages)
    if ('python' in python) product = await startProduct({ SEED: 'none' })
  })

  test.afterAll(async () => {
    await product?.stop()
  })

  test('runs a program of its users', async () => {
    test.setTimeout(300_000)
    if ('missing' in python) return test.info().skip(true, python.missing)
    const ended = await run(python.python, [join(own, 'program.py')], { env: environment() })
    expect(ended.ok, ended.said).toBe(true)
    const seen = ended.said.split('\n').find((line) => line.startsWith('{')) ?? '{}'
    expect(JSON.parse(seen)).toMatchObject({
      invalid: expect.stringContaining('io.kestra.plugin.core.flow.Slep'),
      revision: 2,
      source: true,
      flows: ['asks', 'fragile', 'hello', 'slow'],
      revisions: [2, 1],
      graph: true,
      followed: 'SUCCESS',
      state: 'SUCCESS',
      histories: ['CREATED', 'RUNNING', 'SUCCESS'],
      tasks: ['say', 'give'],
      labels: { team: 'data', from: 'python' },
      file: 'a page',
      outputs: { who: 'ADA' },
      'task outputs': { value: 'ADA' },
      logs: ['Welcome Ada'],
      download: true,
      'log search': ['Welcome Ada'],
      eval: 'Ada 2',
      relabelled: { seen: 'yes' },
      replayed: ['SUCCESS', true],
      killed: 'KILLED',
      failed: 'FAILED',
      kv: 'now',
      keys: ['ready'],
      restarted: [true, 'SUCCESS'],
      'key deleted': [true, false],
      resumed: 'SUCCESS',
      'resumed log': ['because of Python'],
      executions: ['hello', 'hello', 'slow', 'fragile', 'asks'],
      csv: 6,
      'older client': ['SUCCESS', true],
      deleted: 5,
      'flows deleted': 4,
    })
  })

  test('runs a program that administers', async () => {
    test.setTimeout(120_000)
    if ('missing' in python) return test.info().skip(true, python.missing)
    const ended = await run(python.python, [join(own, 'people.py')], { env: environment() })
    expect(ended.ok, ended.said).toBe(true)
    const seen = ended.said.split('\n').find((line) => line.startsWith('{')) ?? '{}'
    const [first, last] = ['Grace', 'Hopper']
    const email = 'grace@python.example'
    const tenants = [{ id: 'main', name: 'main' }]
    expect(JSON.parse(seen)).toEqual({
      person: [email, 'Grace Hopper', first, last, false],
      'person taken': 409,
      patched: 'Amazing Hopper',
      updated: [true, 'Grace Murray Hopper'],
      found: [1, [true]],
      'not found': 0,
      suggested: [email],
      'in the tenant': 'Grace Murray Hopper',
      administers: true,
      'no longer': false,
      me: [
        true,
        { username: email, email, firstName: 'Grace Murray', lastName: last },
        false,
        false,
        tenants,
      ],
      renamed: 'Rear Admiral Grace',
      tokens: [1, 'python', true, true],
      'by token': true,
      less: [403, 403],
      revoked: 401,
      'wrong password': 422,
      given: true,
      'tokens of a person': ['given'],
      group: ['Pythonistas', 'Write programs'],
      'group renamed': [true, 'Python people'],
      member: [true, 'MEMBER'],
      owners: [[true, 'OWNER']],
      left: 0,
      'of groups': [true],
      'groups found': ['Python people'],
      'groups suggested': [true],
      'groups by ids': ['Python people'],
      role: ['Programmers', 'By Python'],
      'role found': ['Programmers'],
      'role suggested': [true],
      'role by ids': ['Programmers'],
      binding: ['USER', 'Programmers'],
      bindings: [['GROUP', true]],
      may: [true, 409],
      unbound: 404,
      'role gone': 404,
      'group gone': 404,
      robot: ['robot', 'Works at night'],
      droid: [true, 'droid'],
      programs: [['droid', true]],
      acts: true,
      'acts no more': 403,
      'robot gone': [404, 401],
      namespace: ['Ours all', { place: { size: 2 } }],
      namespaces: ['lab', 'lab.python'],
      'namespaces suggested': ['lab.python'],
      'inherited variables': { place: { region: 'us', size: 2 } },
      secret: [['PASSWORD', 'To another cave', 'test']],
      secrets: true,
      'inherited secrets': { 'lab.python': [], lab: ['PASSWORD'] },
      'secret gone': [],
      value: ['JSON', { of: 'one' }],
      keys: ['three', 'two'],
      'inherited keys': ['one', 'three', 'two'],
      'key deleted': true,
      'keys deleted': ['three', 'two'],
      'namespace gone': 404,
      audit: [5, true],
      history: product?.adminEmail,
      'audit found': [true, true],
      'audit diff': true,
      'audit export': [true, false],
      deactivated: 401,
    })
  })

  test('runs a program that makes an app of a flow and uses it', async () => {
    test.setTimeout(120_000)
    if ('missing' in python) return test.info().skip(true, python.missing)
    const ended = await run(python.python, [join(own, 'apps.py')], { env: environment() })
    expect(ended.ok, ended.said).toBe(true)
    const seen = ended.said.split('\n').find((line) => line.startsWith('{')) ?? '{}'
    const tags = ['people', 'python']
    expect(JSON.parse(seen)).toEqual({
      created: ['Holiday', 'company.apps', tags, false, true],
      times: true,
      read: [true, 'Days off', true],
      row: [true, 'holiday', 'Days off', 'company.apps', 'holiday', tags, true],
      'row times': true,
      card: [true, 'Days off', 'Days away from work', 'app', tags],
      'not found': 0,
      tags,
      states: ['OPEN', 'CREATED', 'RUNNING', 'PAUSE', 'RESUME', 'SUCCESS', 'FAILURE', 'ERROR', 'FALLBACK'],
      open: [['markdown', 'create-form', 'create-button'], 'create:company.apps/holiday'],
      text: { content: expect.stringContaining('Ask for days') },
      paused: [['inputs', 'resume-form', 'resume-button'], true, 'Ada'],
      done: [['outputs', 'logs'], false],
      outputs: ['Days', 'Note'],
      'raw stream': expect.stringContaining('text/event-stream'),
      'wrong values': 422,
      file: [7, 'For Ada', 'For Ada'],
      log: true,
      stopped: 'CANCELLED',
      preview: [['markdown', 'create-form', 'create-button'], 'create:company.apps/holiday'],
      'preview later': ['outputs', 'logs'],
      'preview after': ['loading', 'cancel-button'],
      disabled: [false, 404],
      enabled: true,
      'disabled again': true,
      'enabled again': [true, true, 'holiday'],
      archive: ['company.apps.holiday.yml'],
      archived: true,
      deleted: 404,
      imported: [[], 'Days off', 'markdown'],
      'not imported': [[], 1, '1', true],
      removed: [true, 404],
    })
  })

  test('passes the tests that it ships with', async () => {
    test.setTimeout(900_000)
    if ('missing' in python) return test.info().skip(true, python.missing)
    mkdirSync('test-results', { recursive: true })
    rmSync(results, { force: true })
    const folder = join(python.packages, 'testApis')
    const files = suites.map((name) => join(folder, `test_${name}.py`))
    const args = ['-m', 'pytest', '-q', '-p', 'plugin', '-p', 'no:cacheprovider', '--noconftest']
    const ended = await run(python.python, [...args, '--rootdir', folder, ...files], {
      env: { ...environment(), PYTHONPATH: [own, folder].join(':') },
      cwd: folder,
    })
    const told = readFileSync(results, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Told)
    const failed = told.filter(({ outcome }) => outcome === 'failed')
    const reasons = failed.map(({ name, detail }) => `${name}: ${detail}`).join('\n\n')
    expect(failed.map(({ name }) => name).sort(), reasons || ended.said).toEqual(Object.keys(differs).sort())
    expect(told.filter(({ outcome }) => outcome === 'passed').length).toBeGreaterThan(150)
  })
})
