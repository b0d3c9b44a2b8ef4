import reactHooks from 'eslint-plugin-react-hooks'
import tseslint from 'typescript-eslint'

export default tseslint.config(
  { ignores: ['node_modules/', '.next/', '.formwork/', 'generated/', 'next-env.d.ts', 'test-results/'] },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.strict],
    plugins: { 'react-hooks': reactHooks },
    rules: {
      'react-hooks/rules-of-hooks': 'error',
      'react-hooks/exhaustive-deps': 'error',
      'max-lines': ['error', 300],
      'max-lines-per-function': ['error', { max: 60, skipComments: true, skipBlankLines: true }],
      'max-params': ['error', 3],
      'no-console': 'error',
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-new-func': 'error',
      eqeqeq: ['error', 'always'],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      // `type` and `interface` are both used: a union needs the one, a contract reads better as the other
      '@typescript-eslint/consistent-type-definitions': 'off',
    },
  },
  {
    files: ['**/*.tsx'],
    rules: { 'max-lines-per-function': ['error', { max: 120, skipComments: true, skipBlankLines: true }] },
  },
  {
    files: ['**/*.tsx'],
    ignores: ['components/ui/form.tsx'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: "JSXOpeningElement[name.name='form']:not(:has(> JSXAttribute[name.name='action']))",
          message:
            'What the page sends itself is a `Form` of components/ui: it counts before its code has come.',
        },
      ],
    },
  },
  {
    files: ['**/*.test.ts', '**/*.test.tsx', 'tests/**/*.ts'],
    rules: { 'max-lines-per-function': 'off', '@typescript-eslint/no-non-null-assertion': 'off' },
  },
  {
    // Whatever calls the outside goes through server/http, where every address is judged. The launcher looks after its own parts.
    files: ['server/**/*.ts', 'engine/**/*.ts', 'app/**/*.ts'],
    ignores: [
      'server/http/**',
      'server/people/address.ts',
      'server/launcher/**',
      'server/launcher.ts',
      '**/*.test.ts',
    ],
    rules: {
      'no-restricted-globals': ['error', 'fetch', 'WebSocket', 'EventSource'],
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: [
                'node:http',
                'node:https',
                'node:http2',
                'node:net',
                'node:tls',
                'node:dgram',
                'undici',
              ],
              allowTypeImports: true,
              message: 'Calls to the outside go through server/http, where addresses are judged.',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['server/launcher.ts', 'server/worker.ts', 'prisma/seed.ts', 'tests/**/*.ts', 'scripts/**'],
    rules: { 'no-console': 'off' },
  },
)
