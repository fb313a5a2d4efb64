import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { answers, end, freePort, launch, type RealUpstream } from './real-upstreams.ts';

const REALM = 'Jackfield test';
const MODULES = ['mpm_event', 'authn_core', 'authn_file', 'authz_core', 'authz_user', 'auth_digest'];

/** Apache httpd where it is installed, as Debian does it (`apache2-bin`); null where it is not. */
export function findApache(): string | null {
  const binary = process.env.JACKFIELD_TEST_APACHE ?? '/usr/sbin/apache2';
  return existsSync(binary) ? binary : null;
}

/** Apache httpd with mod_auth_digest before one file, `/index.txt`. */
export async function startApacheWithDigest(
  binary: string,
  { username, password }: { username: string; password: string },
): Promise<RealUpstream> {
  const folder = mkdtempSync(join(tmpdir(), 'jackfield-apache-'));
  const modules = join(dirname(binary), '..', 'lib', 'apache2', 'modules');
  const port = await freePort();
  mkdirSync(join(folder, 'files'));
  writeFileSync(join(folder, 'files', 'index.txt'), 'behind the digest');
  const hash = createHash('md5').update(`${username}:${REALM}:${password}`).digest('hex');
  writeFileSync(join(folder, 'users'), `${username}:${REALM}:${hash}\n`);
  writeFileSync(join(folder, 'httpd.conf'), configuration({ folder, modules, port }));
  const child = launch(binary, ['-X', '-f', join(folder, 'httpd.conf')]);
  await answers(child, `http://127.0.0.1:${port}/`);
  return {
    origin: `http://127.0.0.1:${port}`,
    stop: async () => {
      await end(child);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function configuration({ folder, modules, port }: { folder: string; modules: string; port: number }): string {
  return [
    ...MODULES.map((name) => `LoadModule ${name}_module ${join(modules, `mod_${name}.so`)}`),
    `ServerRoot ${folder}`,
    'ServerName localhost',
    `Listen 127.0.0.1:${port}`,
    `PidFile ${join(folder, 'httpd.pid')}`,
    `DefaultRuntimeDir ${folder}`,
    `ErrorLog ${join(folder, 'error.log')}`,
    `DocumentRoot ${join(folder, 'files')}`,
    `<Directory ${join(folder, 'files')}>`,
    'AuthType Digest',
    `AuthName "${REALM}"`,
    'AuthDigestProvider file',
    `AuthUserFile ${join(folder, 'users')}`,
    'Require valid-user',
    '</Directory>',
    '',
  ].join('\n');
}
