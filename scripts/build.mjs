// Builds the editor and the server: npm run build
import { build } from './lib/build.mjs';
import { generateClient } from './lib/generate.mjs';

await generateClient();
const { code } = await build('show');
process.exit(code);
