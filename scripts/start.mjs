// npm start: from a fresh clone to a running server.
import { refuseOldNode } from './lib/node-version.mjs';

refuseOldNode();
const { installPackages } = await import('./lib/install.mjs');
await installPackages();
// Loaded only now: what is below needs the packages.
const { generateClient } = await import('./lib/generate.mjs');
const { step } = await import('./lib/steps.mjs');
const { build } = await import('./lib/build.mjs');
const { serve } = await import('./lib/serve.mjs');
await generateClient();
await step('Building', build);
serve();
