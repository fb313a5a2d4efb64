/** Which package may use which; what is not listed is refused. */
const packageImports = {
  shape: [],
  connector: ['shape'],
  contracts: ['connector', 'shape'],
  egress: [],
  runner: ['connector', 'egress'],
  db: [],
  testing: ['shape', 'connector', 'contracts', 'egress', 'runner', 'db'],
};
const webPackages = ['contracts', 'connector', 'shape'];
const serverPackages = ['contracts', 'connector', 'shape', 'runner', 'egress', 'db'];

/** The parts that files belong to; the first that fits counts. */
export const elements = [
  { type: 'package', pattern: 'packages/*', capture: ['name'] },
  { type: 'web-feature', pattern: 'apps/web/src/features/*', capture: ['feature'] },
  { type: 'web-components', pattern: 'apps/web/src/components' },
  { type: 'web-lib', pattern: 'apps/web/src/lib' },
  { type: 'web-app', pattern: 'apps/web/src' },
  { type: 'server-feature', pattern: 'apps/server/src/features/*', capture: ['feature'] },
  { type: 'server', pattern: 'apps/server/src' },
  { type: 'e2e', pattern: 'apps/e2e' },
];

/** What only runs in tests. */
export const tests = ['**/*.test.{ts,tsx}', 'apps/*/src/testing/**', 'apps/e2e/**'];

export const files = [{ category: 'test', pattern: tests }];

const inWeb = ['web-app', 'web-feature', 'web-components', 'web-lib'];
const inServer = ['server', 'server-feature'];

/** Inside a part everything is allowed; a feature is a part of its own by its captured name. */
export const policies = [
  ...Object.entries(packageImports)
    .filter(([, names]) => names.length > 0)
    .map(([name, names]) => ({ from: packages([name]), allow: { to: packages(names) } })),
  { from: parts(inWeb), allow: { to: packages(webPackages) } },
  { from: parts(inServer), allow: { to: packages(serverPackages) } },
  { from: parts(['web-app']), allow: { to: parts(['web-feature', 'web-components', 'web-lib']) } },
  { from: parts(['web-feature']), allow: { to: parts(['web-components', 'web-lib']) } },
  { from: parts(['web-components']), allow: { to: parts(['web-lib']) } },
  { from: parts(['server']), allow: { to: parts(['server-feature']) } },
  { from: parts(['server-feature']), allow: { to: parts(['server']) } },
  { from: { file: { categories: 'test' } }, allow: { to: packages(Object.keys(packageImports)) } },
  // Packages from npm and Node's own modules: import bans say who may not.
  { allow: { to: { module: { origin: ['external', 'core'] } } } },
];

function packages(names) {
  return names.map((name) => ({ element: { type: 'package', captured: { name } } }));
}

function parts(types) {
  return types.map((type) => ({ element: { type } }));
}
