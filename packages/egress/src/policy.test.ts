import { PUBLIC_TARGETS } from '@jackfield/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type EgressAllowRule, parseEgressAllow } from './allow-rules.ts';
import { type RefusalRule, refuseAddresses, refuseUrl } from './policy.ts';

const closed = { allow: [], ownPorts: () => [3000] };

function allowing(text: string): { allow: EgressAllowRule[]; ownPorts: () => number[] } {
  const parsed = parseEgressAllow(text);
  if (!parsed.ok) throw new Error(parsed.problems.join('\n'));
  return { allow: parsed.rules, ownPorts: () => [3000] };
}

describe('an address that a name resolves to', () => {
  const refused: [string, RefusalRule][] = [
    ['0.0.0.0', 'this-network'],
    ['0.255.255.255', 'this-network'],
    ['10.0.0.0', 'private'],
    ['10.255.255.255', 'private'],
    ['100.64.0.0', 'cgnat'],
    ['100.127.255.255', 'cgnat'],
    ['127.0.0.1', 'loopback'],
    ['127.255.255.255', 'loopback'],
    ['169.254.0.1', 'link-local'],
    ['172.16.0.0', 'private'],
    ['172.31.255.255', 'private'],
    ['192.0.0.1', 'ietf-protocol'],
    ['192.0.2.1', 'documentation'],
    ['192.88.99.1', '6to4-relay'],
    ['192.168.255.255', 'private'],
    ['198.18.0.0', 'benchmarking'],
    ['198.19.255.255', 'benchmarking'],
    ['198.51.100.1', 'documentation'],
    ['203.0.113.1', 'documentation'],
    ['224.0.0.1', 'multicast'],
    ['239.255.255.255', 'multicast'],
    ['240.0.0.1', 'reserved'],
    ['255.255.255.255', 'reserved'],
    ['168.63.129.16', 'metadata'],
    ['169.254.169.254', 'metadata'],
    ['169.254.170.2', 'metadata'],
    ['169.254.170.23', 'metadata'],
    ['100.100.100.200', 'metadata'],
    ['192.0.0.192', 'metadata'],
    ['fd00:ec2::254', 'metadata'],
    ['fd00:ec2::23', 'metadata'],
    ['fd20:ce::254', 'metadata'],
    ['::ffff:169.254.169.254', 'metadata'],
    ['::a9fe:a9fe', 'metadata'],
    ['64:ff9b::a9fe:a9fe', 'metadata'],
    ['2002:a9fe:a9fe::1', 'metadata'],
    ['::', 'unspecified'],
    ['::1', 'loopback'],
    ['0:0:0:0:0:0:0:1', 'loopback'],
    ['::7f00:1', 'ipv4-compatible'],
    ['::808:808', 'ipv4-compatible'],
    ['::ffff:127.0.0.1', 'ipv4-mapped'],
    ['::ffff:7f00:1', 'ipv4-mapped'],
    ['::ffff:8.8.8.8', 'ipv4-mapped'],
    ['::ffff:0:7f00:1', 'ipv4-translated'],
    ['64:ff9b::7f00:1', 'nat64'],
    ['64:ff9b::808:808', 'nat64'],
    ['64:ff9b:1::1', 'nat64'],
    ['64:ff9b:2::1', 'not-global-unicast'],
    ['100::1', 'discard'],
    ['fc00::1', 'unique-local'],
    ['fdff:ffff::1', 'unique-local'],
    ['fe80::1', 'link-local'],
    ['febf::1', 'link-local'],
    ['fec0::1', 'site-local'],
    ['ff02::1', 'multicast'],
    ['2001::1', 'teredo'],
    ['2001:0:4136:e378:8000:63bf:3fff:fdd2', 'teredo'],
    ['2001:2::1', 'ietf-protocol'],
    ['2001:10::1', 'ietf-protocol'],
    ['2001:1ff:ffff::1', 'ietf-protocol'],
    ['2001:db8::1', 'documentation'],
    ['2002:7f00:1::', '6to4'],
    ['2002:808:808::1', '6to4'],
    ['3fff::1', 'documentation'],
    ['3fff:fff::1', 'documentation'],
    ['1::1', 'not-global-unicast'],
    ['4000::1', 'not-global-unicast'],
    ['8000::1', 'not-global-unicast'],
    ['fe80::1%eth0', 'address'],
    ['not an address', 'address'],
  ];
  it.each(refused)('refuses %s as %s', (address, rule) => {
    expect(refuseAddresses(closed, 'name.example', 443, [address])?.rule).toBe(rule);
  });

  const accepted = [
    ['1.1.1.1', '8.8.8.8', '9.255.255.255', '11.0.0.0', '100.63.255.255', '100.128.0.0', '126.255.255.255'],
    ['128.0.0.0', '168.63.129.15', '169.253.255.255', '169.255.0.0', '172.15.255.255', '172.32.0.0', '192.0.1.1'],
    ['192.167.255.255', '192.169.0.0', '198.17.255.255', '198.20.0.0', '223.255.255.255'],
    ['2000::1', '2001:200::1', '2001:4860:4860::8888', '2001:db7::1', '2001:db9::1', '2003::1', '2606:4700::1111'],
    ['2a00:1450:4001::200e', '3ffe::1', '3fff:1000::1'],
  ].flat();
  it.each(accepted)('accepts the public address %s', (address) => {
    expect(refuseAddresses(closed, 'name.example', 443, [address])).toBeNull();
  });

  it('refuses every IPv6 form that carries an IPv4 address, public or not', () => {
    fc.assert(
      fc.property(fc.ipV4(), (ip) => {
        const hex = Buffer.from(ip.split('.').map(Number)).toString('hex');
        const [high, low] = [hex.slice(0, 4), hex.slice(4)];
        const inverted = Buffer.from(Buffer.from(hex, 'hex').map((byte) => byte ^ 0xff)).toString('hex');
        const forms = [
          `::ffff:${ip}`,
          `::${ip}`,
          `::ffff:0:${ip}`,
          `64:ff9b::${ip}`,
          `64:ff9b:1::${ip}`,
          `2002:${high}:${low}::1`,
          `2001:0:${high}:${low}::1`,
          `2001::${inverted.slice(0, 4)}:${inverted.slice(4)}`,
        ];
        for (const form of forms) expect(refuseAddresses(closed, 'a.example', 80, [form])).not.toBeNull();
      }),
    );
  });

  it('accepts no IPv6 address outside of 2000::/3', () => {
    fc.assert(
      fc.property(fc.ipV6(), (ip) => {
        const first = Number.parseInt(/^[0-9a-f]+/i.exec(ip)?.[0] ?? '0', 16);
        const isAccepted = refuseAddresses(closed, 'a.example', 80, [ip]) === null;
        expect(isAccepted && (first < 0x2000 || first > 0x3fff)).toBe(false);
      }),
    );
  });

  it('refuses a name when one address among its many is refused', () => {
    expect(refuseAddresses(closed, 'name.example', 443, ['1.1.1.1', '10.0.0.1'])?.rule).toBe('private');
  });
});

describe('a URL', () => {
  it.each(PUBLIC_TARGETS)('%s is not refused', (url) => {
    expect(refuseUrl(closed, url)).toBeNull();
  });

  it.each([1, 22, 25, 6000, 6667, 10080])('to the bad port %d is refused, whatever is allowed', (port) => {
    expect(refuseUrl(allowing('1.1.1.1, 127.0.0.1'), `http://127.0.0.1:${port}`)?.rule).toBe('bad-port');
  });
});

describe('an allow rule', () => {
  it('opens exactly its address and port', () => {
    const options = allowing('127.0.0.1:8080');
    expect(refuseUrl(options, 'http://127.0.0.1:8080')).toBeNull();
    expect(refuseUrl(options, 'http://2130706433:8080')).toBeNull();
    expect(refuseUrl(options, 'http://127.0.0.1:8081')?.rule).toBe('loopback');
    expect(refuseUrl(options, 'http://127.0.0.2:8080')?.rule).toBe('loopback');
    expect(refuseUrl(options, 'http://[::1]:8080')?.rule).toBe('loopback');
    expect(refuseUrl(options, 'http://[::ffff:127.0.0.1]:8080')?.rule).toBe('ipv4-mapped');
    expect(refuseAddresses(options, 'localhost', 8080, ['127.0.0.1'])?.rule).toBe('loopback');
    expect(refuseAddresses(options, 'app.localhost.', 8080, ['127.0.0.1'])?.rule).toBe('loopback');
    expect(refuseAddresses(options, 'internal.example', 8080, ['127.0.0.1'])).toBeNull();
  });

  it('by name opens that name wherever it resolves, and nothing else at that address', () => {
    const options = allowing('LocalHost:8080');
    expect(refuseAddresses(options, 'localhost', 8080, ['127.0.0.1', '::1'])).toBeNull();
    expect(refuseAddresses(options, 'localhost.', 8080, ['127.0.0.1'])).toBeNull();
    expect(refuseAddresses(options, 'localhost', 8081, ['127.0.0.1'])?.rule).toBe('loopback');
    expect(refuseAddresses(options, 'sub.localhost', 8080, ['127.0.0.1'])?.rule).toBe('loopback');
    expect(refuseUrl(options, 'http://[::1]:8080')?.rule).toBe('loopback');
    expect(refuseUrl(options, 'http://127.0.0.1:8080')?.rule).toBe('loopback');
  });

  it('by range opens the range on its port, in IPv4 and IPv6', () => {
    const options = allowing('10.1.2.3/8:9000, [fd00::/8]:9000, fd12::/16');
    expect(refuseUrl(options, 'http://10.255.0.1:9000')).toBeNull();
    expect(refuseUrl(options, 'http://10.255.0.1:9001')?.rule).toBe('private');
    expect(refuseUrl(options, 'http://[fd01::1]:9000')).toBeNull();
    expect(refuseUrl(options, 'http://[fd01::1]:9001')?.rule).toBe('unique-local');
    expect(refuseUrl(options, 'http://[fd12::1]:1234')).toBeNull();
  });

  it('never opens a metadata address, in any of its forms, nor by name', () => {
    const options = allowing('0.0.0.0/0, ::/0, metadata.google.internal');
    for (const host of ['169.254.169.254', '[::ffff:169.254.169.254]', '[64:ff9b::a9fe:a9fe]', '[fd00:ec2::254]']) {
      expect(refuseUrl(options, `http://${host}/latest/meta-data`)).toMatchObject({
        rule: 'metadata',
        allowEntry: null,
      });
    }
    expect(refuseAddresses(options, 'metadata.google.internal', 80, ['169.254.169.254'])?.rule).toBe('metadata');
    expect(refuseUrl(options, 'http://10.0.0.1')).toBeNull();
  });

  it("never opens this server's own port, under any of its names", () => {
    const options = allowing('0.0.0.0/0, ::/0, localhost');
    for (const host of ['127.0.0.1', '127.9.9.9', '0.0.0.0', '[::1]', '[::]', '[::ffff:127.0.0.1]', '[::ffff:0:0]']) {
      expect(refuseUrl(options, `http://${host}:3000`)?.rule).toBe('own-port');
    }
    expect(refuseAddresses(options, 'localhost', 3000, ['127.0.0.1'])?.rule).toBe('own-port');
    expect(refuseUrl(options, 'http://127.0.0.1:3001')).toBeNull();
    expect(refuseUrl(options, 'http://10.0.0.1:3000')).toBeNull();
  });
});

describe('parsing JACKFIELD_EGRESS_ALLOW', () => {
  it('names every entry that is wrong', () => {
    const wrong = [
      ['http://localhost:8080', 'localhost:99999', 'localhost:0', '10.0.0.0/33', '[127.0.0.1]:80', '169.254.169.254'],
      ['fd00:ec2::254', 'a b', '*.example.com', '127.1', '0x7f.1', '::1:', '[::1', '300.1.1.1', 'fe80::1%eth0', ':80'],
      ['user@host', '10.0.0.0/', 'host:', '/8', '[::ffff:169.254.169.254]:80'],
    ].flat();
    const parsed = parseEgressAllow(wrong.join(','));
    expect(parsed.ok ? [] : parsed.problems.map((problem) => /^"(.*)" /.exec(problem)?.[1])).toEqual(wrong);
  });

  it('takes an empty list, blanks and empty entries', () => {
    expect(parseEgressAllow('')).toEqual({ ok: true, rules: [] });
    const parsed = parseEgressAllow(' 127.0.0.1 ,, ::1, [::1]:80 , Api.Corp.Example.:443,_dmarc.example ');
    expect(parsed.ok && parsed.rules.map((rule) => [rule.kind, rule.port])).toEqual([
      ['address', null],
      ['address', null],
      ['address', 80],
      ['name', 443],
      ['name', null],
    ]);
  });
});
