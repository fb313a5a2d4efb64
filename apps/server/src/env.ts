import path from 'node:path';
import { parseEgressAllow, parseProxy } from '@jackfield/egress';
import { z } from 'zod';
import { readSettingsFile } from './settings-file.ts';

// From src/ as from dist/: both lie one folder below apps/server.
export const REPOSITORY_ROOT = path.resolve(import.meta.dirname, '../../..');

const optionalText = z
  .string()
  .trim()
  .transform((text) => (text === '' ? undefined : text))
  .optional();

/** Every setting of the server. `.env.example` lists the same names; a test holds the two together. */
export const envSchema = z.object({
  NODE_ENV: z
    .enum(['production', 'development', 'test'], 'should be production, development or test')
    .default('production'),
  PORT: z.coerce
    .number('should be a port number, 0 to 65535')
    .int('should be a port number, 0 to 65535')
    .min(0, 'should be a port number, 0 to 65535')
    .max(65_535, 'should be a port number, 0 to 65535')
    .default(4000),
  HOST: z.string().trim().min(1, 'should be an address to listen on, such as 127.0.0.1').default('127.0.0.1'),
  JACKFIELD_DATA: z
    .string()
    .trim()
    .min(1, 'should be a folder')
    .default(path.join(REPOSITORY_ROOT, 'data'))
    .transform((folder) => path.resolve(folder)),
  DATABASE_URL: optionalText.refine(
    (url) => url === undefined || /^postgres(ql)?:\/\//.test(url),
    'should be the address of a PostgreSQL server: postgresql://user:password@host:5432/name',
  ),
  JACKFIELD_POSTGRES_BIN: optionalText,
  JACKFIELD_MASTER_KEY: optionalText,
  JACKFIELD_URL: optionalText.refine(
    (url) => url === undefined || isWebAddress(url),
    'should be the public address without a path, such as https://jackfield.example.com',
  ),
  JACKFIELD_SIGNUP: z.enum(['invitation', 'open'], 'should be invitation or open').default('invitation'),
  JACKFIELD_EGRESS_ALLOW: z
    .string()
    .default('')
    .transform((text, check) => {
      const parsed = parseEgressAllow(text);
      if (parsed.ok) return parsed.rules;
      for (const problem of parsed.problems) check.addIssue({ code: 'custom', message: `entry ${problem}` });
      return z.NEVER;
    }),
  JACKFIELD_PROXY: optionalText.transform((text, check) => {
    if (text === undefined) return undefined;
    const parsed = parseProxy(text);
    if (parsed.ok) return parsed.proxy;
    check.addIssue({ code: 'custom', message: parsed.problem });
    return z.NEVER;
  }),
  JACKFIELD_LOG_LEVEL: z
    .enum(
      ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'],
      'should be fatal, error, warn, info, debug, trace or silent',
    )
    .default('info'),
});
export type Env = z.infer<typeof envSchema>;

/** The settings are wrong; `problems` names each. */
export class EnvError extends Error {
  override readonly name = 'EnvError';
  readonly problems: string[];

  constructor(problems: string[]) {
    super(`These settings are not right:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.problems = problems;
  }
}

/** Reads the settings; throws an `EnvError` that lists everything that is wrong with them. Never repeats a value. */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const known = Object.fromEntries(Object.keys(envSchema.shape).map((name) => [name, blankToUnset(source[name])]));
  const parsed = envSchema.safeParse(known);
  if (!parsed.success) {
    throw new EnvError(parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`));
  }
  return parsed.data;
}

/** The settings of the environment and, for those it lacks, of the file `.env`. Throws as `parseEnv` does. */
export function readEnv(file = path.join(REPOSITORY_ROOT, '.env')): Env {
  const read = readSettingsFile(file);
  if (!read.isReadable) throw new EnvError([`${file} ${read.problem}`]);
  // Into the environment, since libraries read theirs from there: NODE_ENV, TZ.
  for (const [name, value] of Object.entries(read.settings)) process.env[name] ??= value;
  return parseEnv(process.env);
}

/** Where people reach the server, without a slash at the end. All addresses of the machine include this one. */
export function publicUrl(env: Pick<Env, 'JACKFIELD_URL' | 'HOST'>, port: number): string {
  if (env.JACKFIELD_URL !== undefined) return new URL(env.JACKFIELD_URL).origin;
  const listensToAll = env.HOST === '0.0.0.0' || env.HOST === '::';
  const host = listensToAll ? 'localhost' : env.HOST.includes(':') ? `[${env.HOST}]` : env.HOST;
  return `http://${host}:${port}`;
}

/** `PORT=` in a file means "not set". */
function blankToUnset(value: string | undefined): string | undefined {
  return value?.trim() === '' ? undefined : value;
}

function isWebAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  return (url.protocol === 'http:' || url.protocol === 'https:') && url.pathname === '/' && url.username === '';
}
