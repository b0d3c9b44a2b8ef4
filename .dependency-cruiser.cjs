// The import table of ARCHITECTURE.md. A folder's rule says what it may import; everything else of ours or from npm is refused.
const ours = '^(app|components|engine|server|prisma|generated|tests|cli)/'
// tests, and what only they use
const test = '\\.test\\.tsx?$|/testdata/|/(golden|test)-[^/]+\\.ts$'
const only = (name, from, allowed, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from, pathNot: test },
  to: { path: `${ours}|node_modules/`, pathNot: allowed },
})
const npm = (...names) => names.map((name) => `node_modules/(@types/)?${name}/`)
const any = (...parts) => parts.flat().join('|')
const door = (name, modules, owners) => ({
  name,
  severity: 'error',
  from: { path: '^(app|components|engine|server)/', pathNot: `${test}|^server/launcher|${owners}` },
  to: { path: modules, dependencyTypesNot: ['type-only'] },
})

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: { pathNot: 'node_modules' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    only('language', '^engine/flow/(?!expressions/|parse/)', any('^engine/flow/', npm('zod'))),
    only('parser', '^engine/flow/parse/', any('^engine/flow/', npm('zod', 'yaml'))),
    only(
      'expressions',
      '^engine/flow/expressions/',
      any('^engine/flow/', npm('zod', 'yaml', 'luxon', 're2js', '@michaelhomer/jqjs', '@noble/hashes')),
    ),
    only(
      'specs',
      '^engine/catalog/[^/]+/[^/]+/(spec|control|check|hear)\\.ts$',
      any('^engine/catalog/([^/]+)/([^/]+)/', '^engine/catalog/[^/]+\\.ts$', '^engine/flow/', npm('zod')),
    ),
    only(
      'conditions',
      '^engine/catalog/conditions/[^/]+/test\\.ts$',
      any('^engine/catalog/([^/]+)/([^/]+)/', '^engine/flow/', npm('date-holidays')),
    ),
    only(
      'activities',
      '^engine/catalog/[^/]+/[^/]+/(activity|receive|sync|poll|listen)\\.ts$',
      any(
        '^engine/catalog/([^/]+)/([^/]+)/',
        '^engine/catalog/[^/]+\\.ts$',
        '^engine/flow/',
        'node_modules/',
      ),
    ),
    only(
      'faces-of-words',
      '^engine/catalog/[^/]+/[^/]+/(input|block|chart)\\.tsx$',
      any('^engine/catalog/([^/]+)/([^/]+)/', '^engine/flow/', '^components/ui/', 'node_modules/'),
    ),
    only(
      'workflow',
      '^engine/workflow/',
      any(
        '^engine/workflow/',
        '^engine/flow/(?!expressions/)',
        '^engine/catalog/',
        '^generated/catalog/',
        npm('@temporalio'),
      ),
    ),
    only('evidence', '^engine/evidence/', any('^engine/evidence/', '^engine/flow/', npm('zod'))),
    only('command', '^cli/', any('^cli/', '^engine/', npm('tsx'))),
    only('server', '^server/', any('^server/', '^engine/', '^generated/', '^prisma/', 'node_modules/')),
    only(
      'components',
      '^components/',
      any('^components/', '^engine/flow/', '^generated/catalog/', '^engine/catalog/', 'node_modules/'),
    ),
    only('ui', '^components/ui/', any('^components/ui/', 'node_modules/')),
    only(
      'pages',
      '^app/',
      any('^app/', '^components/', '^server/', '^engine/(flow|evidence)/', '^generated/', 'node_modules/'),
    ),
    {
      name: 'nothing-imports-app',
      severity: 'error',
      from: { path: '^(components|engine|server)/', pathNot: test },
      to: { path: '^app/' },
    },
    door('one-door-to-temporal', 'node_modules/@temporalio/client/', '^server/temporal(-schedules)?\\.ts$'),
    door('one-door-to-the-worker', 'node_modules/@temporalio/worker/', '^server/worker\\.ts$'),
    door('one-door-to-the-database', '^generated/prisma/|node_modules/@prisma/', '^server/db\\.ts$'),
    door('one-door-to-sign-in', 'node_modules/next-auth/', '^server/session\\.ts$|^app/api/auth/'),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: 'specify',
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
    exclude: { path: '^(\\.next|\\.formwork|generated/prisma)/' },
  },
}
