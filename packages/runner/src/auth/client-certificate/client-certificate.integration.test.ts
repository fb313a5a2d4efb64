import { generateKeyPairSync } from 'node:crypto';
import type { ClientCertificateStep, HmacStep } from '@jackfield/connector';
import { createEgress, type Egress, parseEgressAllow } from '@jackfield/egress';
import { CLIENT, createSelfSignedCertificate, startUpstream, type Upstream } from '@jackfield/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { egressTo, runWithSteps, secretOf } from '../testing/run-with-steps.ts';

/** Demands the certificate of CLIENT; its own is not trusted by anybody. */
let server: Upstream;
/** TLS that asks for nothing. */
let plain: Upstream;
let egress: Egress;

beforeAll(async () => {
  server = await startUpstream({ tls: {}, clientAuthority: CLIENT.certificate });
  plain = await startUpstream({ tls: {} });
  const allow = parseEgressAllow(`${server.allowEntry},${plain.allowEntry}`);
  egress = createEgress({
    allow: allow.ok ? allow.rules : [],
    ownPorts: () => [],
    onBlocked: () => {},
    trustedCertificates: [server.certPem, plain.certPem],
  });
});
beforeEach(() => {
  server.requests.length = 0;
  plain.requests.length = 0;
});
afterAll(async () => {
  await egress.close();
  await server.close();
  await plain.close();
});

type Pem = Extract<ClientCertificateStep['holder'], { format: 'pem' }>;

function stepOf(holder: Partial<Pem> = {}, more: Partial<ClientCertificateStep> = {}): ClientCertificateStep {
  return {
    kind: 'client-certificate',
    holder: { format: 'pem', certificate: CLIENT.certificate, key: CLIENT.key, ...holder },
    passphrase: '',
    authorities: '',
    secrets: secretOf('certificateKey', CLIENT.key),
    ...more,
  };
}

function bundleOf(base64: string, passphrase = CLIENT.passphrase): ClientCertificateStep {
  return stepOf({}, { holder: { format: 'pkcs12', bundle: Buffer.from(base64, 'base64') }, passphrase });
}

const run = (step: ClientCertificateStep, path = '/echo', more = {}) =>
  runWithSteps(path, { origin: server.origin, steps: [step], egress, ...more });

describe('a client certificate, before a server that demands one', () => {
  it.each([
    ['PEM', stepOf()],
    ['PEM with a locked key', stepOf({ key: CLIENT.encryptedKey }, { passphrase: CLIENT.passphrase })],
    ['PEM with \\n for its line breaks', stepOf({ key: CLIENT.key.replaceAll('\n', '\\n') })],
    ['PKCS#12', bundleOf(CLIENT.bundle)],
  ])('is presented from %s', async (_form, step) => {
    const result = await run(step);
    expect(result).toMatchObject({ outcome: 'response', head: { status: 200 } });
  });

  it('is demanded: without one the run ends in words that say so', async () => {
    const result = await runWithSteps('/echo', { origin: server.origin, steps: [], egress });
    expect(result).toMatchObject({
      outcome: 'tls',
      error: { hint: 'The server wants a client certificate: set one in the authentication of the API.' },
    });
    expect(server.requests).toEqual([]);
  });

  it('is of the authority that the server knows, or the run ends in words', async () => {
    const stranger = createSelfSignedCertificate();
    const result = await run(stepOf({ certificate: stranger.certPem, key: stranger.keyPem }));
    // Node's own server says nothing then, and closes.
    expect(result).toMatchObject({
      outcome: 'connection_lost',
      error: { hint: 'The server may not take this client certificate: ask whoever runs it which it takes.' },
    });
  });

  it('is not presented by a run that has none, on a connection where one was', async () => {
    await run(stepOf());
    const result = await runWithSteps('/echo', { origin: server.origin, steps: [], egress });
    expect(result.outcome).toBe('tls');
  });

  it('shares its connections with runs of the same certificate', async () => {
    const before = server.connectionCount();
    for (const step of [stepOf(), stepOf(), stepOf()]) await run(step);
    expect(server.connectionCount() - before).toBeLessThanOrEqual(1);
  });

  it('trusts the authority that is given with it, for its own connections alone', async () => {
    const way = egressTo(server.allowEntry);
    expect(await run(stepOf(), '/echo', { egress: way })).toMatchObject({ outcome: 'tls' });
    const trusting = stepOf({}, { authorities: server.certPem });
    expect(await run(trusting, '/echo', { egress: way })).toMatchObject({ outcome: 'response' });
    expect(await run(stepOf(), '/echo', { egress: way })).toMatchObject({ outcome: 'tls' });
    await way.close();
  });

  it('goes with another kind of authentication', async () => {
    const hmac: HmacStep = {
      kind: 'hmac',
      algorithm: 'sha256',
      key: Buffer.from('a key of both sides'),
      text: [{ mark: 'body' }],
      signatureFormat: 'hex',
      timestampFormat: 'unix-seconds',
      headers: [{ name: 'X-Signature', value: [{ mark: 'signature' }] }],
      secrets: [],
    };
    await runWithSteps('/echo', { origin: server.origin, steps: [hmac, stepOf()], egress });
    expect(server.requests[0]?.headers['x-signature']).toMatch(/^[0-9a-f]{64}$/);
  });

  it('is presented after a redirect within the origin, and not beyond', async () => {
    expect(await run(stepOf(), '/redirect/2')).toMatchObject({ head: { status: 200 } });
    const there = `/redirect-to?url=${encodeURIComponent(`${plain.origin}/redirect-to?url=${encodeURIComponent(`${server.origin}/echo`)}`)}`;
    expect(await run(stepOf(), there)).toMatchObject({ outcome: 'tls' });
  });

  it('is not sent, and nothing is, where its key is not confirmed', async () => {
    const before = server.connectionCount();
    const result = await run(stepOf(), '/echo', { options: { mayCarrySecretsTo: () => false } });
    expect(result.outcome).toBe('config');
    expect(server.connectionCount()).toBe(before);
  });

  it('says that there is none without TLS', async () => {
    const http = await startUpstream();
    const way = egressTo(http.allowEntry);
    const result = await run(stepOf(), '/echo', { origin: http.origin, egress: way });
    expect(result.warnings.join()).toContain('No client certificate was presented');
    await way.close();
    await http.close();
  });
});

describe('a certificate that cannot be used', () => {
  const otherKey = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  it.each([
    ['another key', stepOf({ key: otherKey }), 'certificateKey: The key is not that of the certificate.'],
    ['no key', stepOf({ key: 'hello' }), 'certificateKey: The key is not a private key in PEM.'],
    [
      'a locked key alone',
      stepOf({ key: CLIENT.encryptedKey }),
      'certificatePassphrase: The key is encrypted with a passphrase.',
    ],
    [
      'a wrong passphrase',
      stepOf({ key: CLIENT.encryptedKey }, { passphrase: 'sesame' }),
      'certificatePassphrase: The passphrase does not open the key.',
    ],
    [
      'half a certificate',
      stepOf({ certificate: CLIENT.certificate.slice(0, 200) }),
      'certificate: The certificate cannot be read.',
    ],
    [
      'an authority that is none',
      stepOf({}, { authorities: CLIENT.key }),
      'certificateAuthorities: The certificate cannot be read.',
    ],
    [
      'an old PKCS#12',
      bundleOf(CLIENT.oldBundle),
      'certificateBundle: The PKCS#12 file is locked with an old cipher that is no longer read.',
    ],
    [
      'a wrong passphrase of PKCS#12',
      bundleOf(CLIENT.bundle, 'sesame'),
      'certificatePassphrase: The passphrase does not open the PKCS#12 file.',
    ],
    [
      'no passphrase for PKCS#12',
      bundleOf(CLIENT.bundle, ''),
      'certificatePassphrase: The PKCS#12 file is locked with a passphrase.',
    ],
    ['half a PKCS#12', bundleOf(CLIENT.bundle.slice(0, 400)), 'certificateBundle: The PKCS#12 file cannot be read.'],
  ])('ends the run in words for %s, which quote nothing of it', async (_what, step, detail) => {
    const result = await run(step);
    expect(result).toMatchObject({ outcome: 'config', error: { detail: `auth.${detail}`, phase: 'prepare' } });
    expect(result.error?.hint).toMatch(/\.$/);
    expect(JSON.stringify(result.error)).not.toMatch(/MIIB|MC4C/);
    expect(server.requests).toEqual([]);
  });

  it('tells the command that converts an old PKCS#12', async () => {
    const { error } = await run(bundleOf(CLIENT.oldBundle));
    expect(error?.hint).toContain('openssl pkcs12 -legacy');
  });
});
