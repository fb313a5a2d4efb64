import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { answers, end, freePort, launch, type RealUpstream } from './real-upstreams.ts';

export interface DavServer extends RealUpstream {
  /** `127.0.0.1:port`: the entry of JACKFIELD_EGRESS_ALLOW that opens the way to it. */
  allowEntry: string;
  /** What is kept at a path. */
  read: (path: string) => Buffer;
}

/** nginx where it is installed, as Debian does it (`nginx`, its DAV module built in); null where it is not. */
export function findNginx(): string | null {
  const binary = process.env.JACKFIELD_TEST_NGINX ?? '/usr/sbin/nginx';
  return existsSync(binary) ? binary : null;
}

/** nginx that keeps files by WebDAV's PUT, DELETE, MKCOL, COPY and MOVE. */
export async function startNginxWithDav(binary: string): Promise<DavServer> {
  const folder = mkdtempSync(join(tmpdir(), 'jackfield-nginx-'));
  const files = join(folder, 'files');
  mkdirSync(files);
  const port = await freePort();
  writeFileSync(join(folder, 'nginx.conf'), configuration(folder, files, port));
  const child = launch(binary, ['-p', folder, '-e', join(folder, 'error.log'), '-c', join(folder, 'nginx.conf')]);
  await answers(child, `http://127.0.0.1:${port}/`);
  return {
    origin: `http://127.0.0.1:${port}`,
    allowEntry: `127.0.0.1:${port}`,
    read: (path) => readFileSync(join(files, path)),
    stop: async () => {
      await end(child);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function configuration(folder: string, files: string, port: number): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${join(folder, name)};`,
  );
  return [
    // Started by root, its workers would be nobody, who may not write here.
    ...(userInfo().uid === 0 ? ['user root;'] : []),
    'daemon off;',
    'worker_processes 1;',
    `pid ${join(folder, 'nginx.pid')};`,
    'events {}',
    'http {',
    ...temporary,
    'access_log off;',
    'client_max_body_size 100m;',
    `server { listen 127.0.0.1:${port}; root ${files};`,
    'location / { dav_methods PUT DELETE MKCOL COPY MOVE; create_full_put_path on; } }',
    '}',
    '',
  ].join('\n');
}
