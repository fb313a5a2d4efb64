import path from 'node:path';

/** Resolves file names among arguments against the folder in which npm was called, which runs scripts in another. */
export function resolveFiles(args, folder = process.env.INIT_CWD ?? process.cwd()) {
  return args.map((arg) => (arg.startsWith('-') ? arg : path.resolve(folder, arg)));
}
