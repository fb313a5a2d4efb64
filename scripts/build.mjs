// Builds the editor and the server: npm run build
import { build } from './lib/build.mjs';
import { generateClient } from './lib/generate.mjs';
import { linkDatabaseLibraries } from './lib/link-database-libraries.mjs';

await generateClient();
await linkDatabaseLibraries();
const { code } = await build('show');
process.exit(code);
