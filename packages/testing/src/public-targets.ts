/** What `answerPublicName` gives for each name of the table: addresses of the documentation of DNS resolvers. */
const ANSWER = ['1.1.1.1', '2606:4700:4700::1111'];

/** Good addresses in unusual spellings, and near neighbours of forbidden ones: none may be refused. */
export const PUBLIC_TARGETS: readonly string[] = [
  ['https://example.com', 'http://example.com:8080/a?b#c', 'https://EXAMPLE.com./', 'https://sub.example.co.uk'],
  ['https://xn--bcher-kva.example', 'https://bücher.example', 'https://api_v2.example', 'https://exa-mple.example.'],
  ['https://127.0.0.1.example.com', 'https://localhost.example.com', 'https://10.example', 'https://0.example'],
  ['https://a-b.example:3001', 'https://fe80.example', 'https://fc00.example', 'https://ff.example'],
  ['https://metadata.example.org', 'https://notlocalhost', 'https://mylocalhost.example', 'https://127.example'],
  [
    'https://example.com/http://127.0.0.1/',
    'https://example.com/?u=http://localhost',
    'https://example.com/@127.0.0.1',
  ],
  ['https://example.com/%40', 'https://example.com:65535', 'https://example.com:443', 'http://example.com:0080'],
  ['http://1.1.1.1', 'https://8.8.8.8:8443/dns', 'http://16843009', 'http://0x01010101', 'http://01.01.01.01'],
  ['https://①.①.①.①', 'https://1.1', 'https://1.0.0.1', 'https://9.255.255.255', 'https://11.0.0.1'],
  ['https://100.63.255.255', 'https://100.128.0.1', 'https://126.255.255.255', 'https://128.0.0.1'],
  ['https://168.63.129.15', 'https://169.253.1.1', 'https://169.255.0.1', 'https://172.15.255.255'],
  ['https://172.32.0.1', 'https://192.0.1.1', 'https://192.167.255.255', 'https://192.169.0.1', 'https://198.20.0.1'],
  ['https://198.17.255.255', 'https://223.255.255.254', 'https://[2000::1]', 'https://[2003::1]'],
  ['http://[2606:4700:4700::1111]/', 'http://[2001:4860:4860:0:0:0:0:8888]', 'https://[2a02::1]:8443'],
  ['https://[2600::]', 'https://[2001:200::1]', 'https://[2001:db9::1]', 'https://[3fff:1000::1]'],
].flat();

/** A public answer for every name. */
export function answerPublicName(): readonly string[] {
  return ANSWER;
}
