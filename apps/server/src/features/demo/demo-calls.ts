import { type CallDocument, emptyCallDocument, inputSchema, parameterRowSchema } from '@jackfield/connector';

interface DemoCall {
  name: string;
  document: CallDocument;
}

const input = (name: string, testValue: string, more: object = {}) => inputSchema.parse({ name, testValue, ...more });
const query = (name: string) =>
  parameterRowSchema.parse({ id: name, key: name, kind: 'input', input: name, place: 'query' });
const optional = { isRequired: false };

/** The calls of the demo API, the first of which is the one to begin with. */
export const DEMO_CALLS: readonly DemoCall[] = [
  call('List customers', {
    url: '/customers',
    parameters: [query('page'), query('limit')],
    inputs: [
      input('page', '1', { type: 'number', ...optional }),
      input('limit', '10', { type: 'number', ...optional }),
    ],
  }),
  call('Get customer', { url: '/customers/[id]', inputs: [input('id', '1')] }),
  call('List orders', {
    url: '/orders',
    parameters: [query('status')],
    inputs: [input('status', 'paid', optional)],
  }),
  call('Create order', {
    method: 'POST',
    useAs: 'action',
    url: '/orders',
    body: { kind: 'json', template: '{\n  "customerId": <customerId>,\n  "note": "<note>"\n}' },
    inputs: [input('customerId', '1', { type: 'number' }), input('note', 'By hand, please', optional)],
  }),
  call('Order feed', { url: '/feed.xml', responseType: 'xml', notes: 'Answers in XML.' }),
  call('Tile', { url: '/tile.svg', responseType: 'image', notes: 'Answers with an image.' }),
  call('Echo', { url: '/echo', notes: 'Answers with the request itself: what was sent, as it arrived.' }),
  call('Fail', { url: '/error', notes: 'Always answers 422.' }),
  call('Slow', { url: '/slow?seconds=[seconds]', inputs: [input('seconds', '3', { type: 'number' })] }),
];

function call(name: string, change: Partial<CallDocument>): DemoCall {
  return { name, document: { ...emptyCallDocument(), ...change } };
}
