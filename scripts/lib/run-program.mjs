import { refuseOldNode } from './node-version.mjs';

/**
 * Installs and builds what is missing, then runs a program of the built server with arguments; without a name, the
 * server itself.
 */
export async function runProgram(program, args = []) {
  refuseOldNode();
  const { installPackages } = await import('./install.mjs');
  await installPackages();
  // Loaded only now: what is below needs the packages.
  const { generateClient } = await import('./generate.mjs');
  const { step } = await import('./steps.mjs');
  const { build } = await import('./build.mjs');
  const { serve } = await import('./serve.mjs');
  await generateClient();
  await step('Building', build);
  serve(program, args);
}
