import { tsImport } from 'tsx/esm/api';

/**
 * Makes the links between the libraries of the embedded PostgreSQL, which the first start makes otherwise: for images
 * and machines on which the server may not write to node_modules.
 */
export async function linkDatabaseLibraries() {
  const folder = '../../packages/db/src/embedded/server';
  const { findPackageFolder } = await tsImport(`${folder}/find-binaries.ts`, import.meta.url);
  const { linkLibraries } = await tsImport(`${folder}/link-libraries.ts`, import.meta.url);
  const packageFolder = findPackageFolder();
  if (packageFolder !== null) linkLibraries(packageFolder);
}
