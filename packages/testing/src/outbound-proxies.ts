import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { answers, end, freePort, launch } from './real-upstreams.ts';
import type { SelfSignedCertificate } from './upstream-certificate.ts';

const require = createRequire(fileURLToPath(new URL('../../../apps/e2e/upstreams/package.json', import.meta.url)));

export interface OutboundProxyOfTest {
  port: number;
  /** `address:port` of each tunnel that was asked for. */
  asked: string[];
  stop: () => Promise<void>;
}

export interface ProxyChainOptions {
  /** Where every tunnel leads, whatever was asked for: a port of loopback. */
  to: number;
  credentials?: { username: string; password: string };
  /** To be reached by https. */
  certificate?: SelfSignedCertificate;
  /** Answered instead of a tunnel to these addresses. */
  refused?: readonly string[];
}

interface Asked {
  hostname: string;
  port: number;
  username: string;
  password: string;
}

/** proxy-chain 3: an HTTP proxy of npm. */
export async function startProxyChain(options: ProxyChainOptions): Promise<OutboundProxyOfTest> {
  const { Server: ProxyChain, RequestError } = require('proxy-chain');
  const asked: string[] = [];
  const bridge = bridgeTo(options.to);
  const { certificate, credentials, refused = [] } = options;
  const proxy = new ProxyChain({
    port: 0,
    host: '127.0.0.1',
    ...(certificate
      ? { serverType: 'https', httpsOptions: { key: certificate.keyPem, cert: certificate.certPem } }
      : {}),
    prepareRequestFunction: ({ hostname, port, username, password }: Asked) => {
      const isKnown = credentials?.username === username && credentials.password === password;
      if (credentials !== undefined && !isKnown) return { requestAuthentication: true };
      asked.push(`${hostname}:${port}`);
      if (refused.includes(hostname)) throw new RequestError('no way there', 502);
      return { customConnectServer: bridge };
    },
  });
  await proxy.listen();
  return { port: proxy.port, asked, stop: () => proxy.close(true) };
}

/** Hands on what is sent, and what comes back. */
function bridgeTo(port: number): Server {
  const server = createServer();
  server.removeAllListeners('connection');
  server.on('connection', (socket: Socket) => {
    const target = connect({ host: '127.0.0.1', port });
    for (const each of [socket, target]) each.on('error', () => {});
    socket.on('close', () => target.destroy());
    target.on('close', () => socket.destroy());
    socket.pipe(target).pipe(socket);
  });
  return server;
}

/** tinyproxy and squid where they are installed, as Debian does it; null where one is not. */
export function findProxy(name: 'tinyproxy' | 'squid'): string | null {
  const binary = name === 'tinyproxy' ? '/usr/bin/tinyproxy' : '/usr/sbin/squid';
  return existsSync(binary) ? binary : null;
}

/** One of them, whose own way out is the proxy at `parentPort`. */
export async function startDebianProxy(
  name: 'tinyproxy' | 'squid',
  parentPort: number,
): Promise<Omit<OutboundProxyOfTest, 'asked'>> {
  const binary = findProxy(name);
  if (binary === null) throw new Error(`${name} is not installed.`);
  const folder = mkdtempSync(join(tmpdir(), `jackfield-${name}-`));
  const port = await freePort();
  const file = join(folder, 'proxy.conf');
  const lines = name === 'tinyproxy' ? tinyproxy(port, parentPort) : squid(port, parentPort, folder);
  writeFileSync(file, `${lines.join('\n')}\n`);
  const child = launch(binary, name === 'tinyproxy' ? ['-d', '-c', file] : ['-N', '-f', file]);
  await answers(child, `http://127.0.0.1:${port}/`);
  return {
    port,
    stop: async () => {
      await end(child);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function tinyproxy(port: number, parentPort: number): string[] {
  return [`Port ${port}`, 'Listen 127.0.0.1', 'LogLevel Critical', `Upstream http 127.0.0.1:${parentPort}`];
}

function squid(port: number, parentPort: number, folder: string): string[] {
  return [
    `http_port 127.0.0.1:${port}`,
    'http_access allow localhost',
    `cache_peer 127.0.0.1 parent ${parentPort} 0 no-query default`,
    'never_direct allow all',
    'cache deny all',
    'access_log none',
    'cache_log /dev/null',
    'cache_store_log none',
    'shutdown_lifetime 0 seconds',
    `pid_filename ${join(folder, 'squid.pid')}`,
    `coredump_dir ${folder}`,
  ];
}
