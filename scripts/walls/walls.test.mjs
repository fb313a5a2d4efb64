import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ESLint } from 'eslint';
import { describe, expect, test, vi } from 'vitest';
import { root } from '../lib/root.mjs';

// The first file of an app reads the app's whole tree of imports.
vi.setConfig({ testTimeout: 60_000 });

const eslint = new ESLint({ cwd: root });

/** The rules that are broken by a file of this text at this place; the file itself need not exist. */
async function rulesBroken(place, text) {
  const [result] = await eslint.lintText(`${text}\n`, { filePath: join(root, place) });
  return result.messages.map(({ ruleId }) => ruleId);
}

/** Two features of an app and a file of the second one, whatever they are called. */
function twoFeatures(app) {
  const folder = join(root, 'apps', app, 'src', 'features');
  const [first, second] = readdirSync(folder);
  const file = readdirSync(join(folder, second), { recursive: true }).find((name) => /(?<!\.test)\.tsx?$/.test(name));
  return { first, second, file: file.split('\\').join('/') };
}

describe('a file is refused when it', () => {
  const boundary = 'boundaries/dependencies';
  const ban = '@typescript-eslint/no-restricted-imports';
  test.each([
    ['imports a package its own may not use', 'packages/shape/src/x.ts', "import '@jackfield/connector';", boundary],
    ['imports the server side in the editor', 'apps/web/src/lib/x.ts', "import '@jackfield/runner';", boundary],
    ['imports the app in a package', 'packages/runner/src/x.ts', "import '../../../apps/server/src/env.ts';", boundary],
    ['goes round the exports of a package', 'apps/server/src/x.ts', "import '@jackfield/shape/src/types.ts';", ban],
    ['goes round them by a path', 'packages/connector/src/x.ts', "import '../../shape/src/types.ts';", ban],
    ['opens a socket', 'packages/runner/src/x.ts', "import { request } from 'node:https';\nrequest('x');", ban],
    ['brings undici', 'apps/server/src/x.ts', "import { fetch as get } from 'undici';\nget('x');", ban],
    ['calls the global fetch', 'apps/web/src/features/x/x.ts', "fetch('x');", 'no-restricted-globals'],
    ['calls it through globalThis', 'packages/runner/src/x.ts', "globalThis.fetch('x');", 'no-restricted-properties'],
    [
      'reaches the database outside a repository',
      'apps/server/src/features/x/get-x.ts',
      "import '@jackfield/db';",
      ban,
    ],
    ['knows Express in a use case', 'apps/server/src/features/x/get-x.ts', "import 'express';", ban],
    ['knows Prisma outside packages/db', 'apps/server/src/x.repository.ts', "import '@prisma/client';", ban],
    ['connects to the database elsewhere', 'apps/server/src/x.repository.ts', "import 'pg';", ban],
    ['brings Monaco elsewhere', 'apps/web/src/features/x/x.tsx', "import 'monaco-editor';", ban],
    ['loads it later', 'apps/web/src/features/x/x.tsx', "import('monaco-editor');", 'no-restricted-syntax'],
    ['brings the testing package outside tests', 'apps/server/src/x.ts', "import '@jackfield/testing';", ban],
    ['closes a cycle', 'packages/egress/src/address.ts', "import './egress.ts';", 'import-x/no-cycle'],
    ['is longer than 400 lines', 'packages/shape/src/x.ts', 'void 0;\n'.repeat(401), 'max-lines'],
  ])('%s', async (_name, place, text, rule) => {
    expect(await rulesBroken(place, text)).toContain(rule);
  });

  test.each(['web', 'server'])('imports another feature of the %s', async (app) => {
    const { first, second, file } = twoFeatures(app);
    const text = `import '../${second}/${file}';`;
    expect(await rulesBroken(`apps/${app}/src/features/${first}/x.ts`, text)).toContain(boundary);
  });
});

test('what the table allows passes', async () => {
  expect(await rulesBroken('packages/runner/src/x.ts', "import '@jackfield/egress';")).toEqual([]);
  expect(await rulesBroken('apps/server/src/features/x/x.repository.ts', "import '@jackfield/db';")).toEqual([]);
  expect(await rulesBroken('apps/server/src/features/x/x.routes.ts', "import 'express';")).toEqual([]);
  expect(
    await rulesBroken('packages/runner/src/x.ts', "import type { Socket } from 'node:net';\nexport type X = Socket;"),
  ).toEqual([]);
  expect(await rulesBroken('packages/runner/src/x.test.ts', "import '@jackfield/testing';")).toEqual([]);
});
