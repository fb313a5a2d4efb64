export interface Term {
  id: string;
  name: string;
  /** Other words that somebody may look for. */
  also?: readonly string[];
  text: string;
  /** Ids of terms that lead on. */
  see?: readonly string[];
}

/** What the words of the editor mean, for somebody who never saw an API. In the order of the alphabet. */
export const GLOSSARY: readonly Term[] = [
  {
    id: 'action',
    name: 'Action',
    text: 'A call that does something: it sends a mail, takes a payment, changes a record. It runs only when somebody presses or a program asks, and asks first in Live.',
    see: ['data', 'use-as'],
  },
  {
    id: 'api',
    name: 'API',
    also: ['application programming interface', 'provider', 'service'],
    text: 'The way one program asks another for something over the web. Here an API is one provider, such as Stripe: its base URL, how it is signed in to, and the calls you make of it.',
    see: ['call', 'base-url', 'authentication'],
  },
  {
    id: 'api-key',
    name: 'API key',
    also: ['private key', 'secret key'],
    text: 'A long random text that an API gave you, and by which it knows you. Whoever has it can act for you, so it is kept as a secret and never shown again.',
    see: ['authentication', 'secret'],
  },
  {
    id: 'authentication',
    name: 'Authentication',
    also: ['auth', 'sign in', 'credentials'],
    text: 'How an API learns who is asking: by a key in a header or in the URL, a bearer token, or a user name and password. Set once on the API, and used by all its calls.',
    see: ['api-key', 'bearer', 'basic'],
  },
  {
    id: 'base-url',
    name: 'Base URL',
    also: ['address', 'host'],
    text: 'What the addresses of all calls of an API begin with, such as https://api.stripe.com/v1. Each environment can have its own.',
    see: ['url', 'environment'],
  },
  {
    id: 'basic',
    name: 'Basic authentication',
    text: 'A user name and a password, sent with each request in the header Authorization. Some APIs take the key as the user name and leave the password blank.',
    see: ['authentication'],
  },
  {
    id: 'bearer',
    name: 'Bearer token',
    text: 'A text that opens the door for whoever bears it. It is sent as the header Authorization: Bearer and the token.',
    see: ['authentication', 'token'],
  },
  {
    id: 'body',
    name: 'Body',
    also: ['payload'],
    text: 'What a request carries besides its address, mostly JSON: the order to be made, the text to be sent. GET has none; POST, PUT and PATCH mostly have one.',
    see: ['json', 'method', 'form'],
  },
  {
    id: 'call',
    name: 'Call',
    also: ['endpoint', 'request'],
    text: 'One thing that you ask of an API, such as Create payment: a method, an address, and what is sent along. Others use it by its name.',
    see: ['api', 'input', 'initialize'],
  },
  {
    id: 'curl',
    name: 'cURL',
    text: 'A program that sends requests from a command line. Documentation shows its commands as examples; paste one, and Jackfield makes a call of it.',
    see: ['call'],
  },
  {
    id: 'data',
    name: 'Data',
    also: ['data source'],
    text: 'A call that only brings something: a list of customers, the weather. It can run at any time, and nothing is changed by it.',
    see: ['action', 'use-as'],
  },
  {
    id: 'environment',
    name: 'Environment',
    also: ['development', 'live', 'production', 'staging'],
    text: 'A set of values for one purpose: Development to try things, Live for real. Base URLs, variables and secrets have a value in each, and a missing one is never taken from another.',
    see: ['variable', 'secret', 'base-url'],
  },
  {
    id: 'form',
    name: 'Form body',
    also: ['form-urlencoded', 'x-www-form-urlencoded'],
    text: 'A body made of names and values, as a web form sends it. Older APIs ask for it instead of JSON.',
    see: ['body'],
  },
  {
    id: 'form-data',
    name: 'Form-data body',
    also: ['multipart', 'multipart/form-data', 'upload', 'file'],
    text: 'A body of several parts, each with a name: texts, and files with their bytes. It is how most APIs take an upload.',
    see: ['body', 'form'],
  },
  {
    id: 'graphql',
    name: 'GraphQL',
    also: ['query', 'mutation'],
    text: 'A way to ask an API for exactly the fields one wants, in a language of its own. The query is fixed, and its variables are filled by inputs. An answer can say that it failed although its status is 200.',
    see: ['body', 'input'],
  },
  {
    id: 'header',
    name: 'Header',
    text: 'A line that goes before the body and says something about the request or the response: its type, who sends it, how many requests are left. A name and a value.',
    see: ['request', 'response'],
  },
  {
    id: 'idempotency',
    name: 'Idempotency key',
    text: 'A text of its own for each run, by which an API sees that a request came twice and does the thing once. With it, a POST may be tried again after a lost connection.',
    see: ['tries'],
  },
  {
    id: 'initialize',
    name: 'Initialize call',
    also: ['initialization', 'test'],
    text: 'Sends the request once, for real, with your test values, and shows what comes back. From that the shape is learned; save it, and the call can be used.',
    see: ['shape', 'test-value'],
  },
  {
    id: 'input',
    name: 'Input',
    also: ['parameter of a call', 'dynamic value', 'argument'],
    text: 'What whoever runs the call passes each time, such as the customer’s id. It has a name and a type, and may be left out if you say so.',
    see: ['test-value', 'call'],
  },
  {
    id: 'json',
    name: 'JSON',
    text: 'The form in which most APIs write what they send: objects with named fields in { }, lists in [ ], texts in quotation marks, numbers, true, false and null.',
    see: ['body', 'object', 'list'],
  },
  {
    id: 'list',
    name: 'List',
    also: ['array'],
    text: 'Many values one after another, such as all orders of a customer. In JSON it stands in [ ].',
    see: ['json', 'object'],
  },
  {
    id: 'masked',
    name: 'Masked',
    text: 'A secret that would be shown is shown as its name in double braces instead: in requests, responses, errors and logs. What is really sent stays as it is.',
    see: ['secret'],
  },
  {
    id: 'method',
    name: 'Method',
    also: ['verb', 'GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
    text: 'What is to be done at an address: GET reads, POST makes something new or does something, PUT and PATCH change, DELETE removes.',
    see: ['url', 'body'],
  },
  {
    id: 'object',
    name: 'Object',
    text: 'One thing with named fields, such as a customer with a name and an address. In JSON it stands in { }.',
    see: ['json', 'list'],
  },
  {
    id: 'origin',
    name: 'Origin',
    also: ['confirmed address'],
    text: 'Where a request goes: scheme, host and port, such as https://api.stripe.com. A secret goes only to origins that somebody confirmed for it.',
    see: ['secret', 'base-url'],
  },
  {
    id: 'pagination',
    name: 'Pagination',
    also: ['paging', 'page', 'cursor'],
    text: 'Long lists come in parts. The request says which part it wants, by a page number, an offset, or a mark that the last answer gave.',
    see: ['list', 'parameter'],
  },
  {
    id: 'parameter',
    name: 'Parameter',
    also: ['query', 'query string'],
    text: 'A name and a value at the end of the address, behind the question mark: ?page=2&limit=10. It often filters or sorts.',
    see: ['url', 'input'],
  },
  {
    id: 'path',
    name: 'Path',
    text: 'The part of the address after the host, such as /customers/42. What stands in square brackets, as in /customers/[id], is an input.',
    see: ['url', 'input'],
  },
  {
    id: 'placeholder',
    name: 'Placeholder',
    also: ['template', '{{name}}', '[name]', '<name>'],
    text: 'A mark where a value comes in: [name] in the URL and <name> in a JSON body are inputs, {{name}} is a variable or a secret. A value fills its place and nothing else.',
    see: ['input', 'variable'],
  },
  {
    id: 'rate-limit',
    name: 'Rate limit',
    also: ['429', 'too many requests'],
    text: 'How often an API lets itself be asked. Beyond it, it answers 429 and says how long to wait.',
    see: ['status', 'tries'],
  },
  {
    id: 'request',
    name: 'Request',
    text: 'What is sent to the API: method, address, headers and body. Preview shows it before it is sent, Request shows it afterwards.',
    see: ['response', 'method'],
  },
  {
    id: 'response',
    name: 'Response',
    also: ['answer', 'result'],
    text: 'What comes back: a status, headers, and mostly a body.',
    see: ['status', 'returned-values'],
  },
  {
    id: 'returned-values',
    name: 'Returned values',
    also: ['fields'],
    text: 'The fields of a response that others can use. In Structured you say which these are, and of what type each is.',
    see: ['shape', 'response'],
  },
  {
    id: 'run',
    name: 'Run',
    text: 'One time that a call is used, by a person under Data sources and Actions or by a program through the run API.',
    see: ['token', 'call'],
  },
  {
    id: 'secret',
    name: 'Secret',
    text: 'A value that nobody may see: a key, a password. It is encrypted, is never shown again to anybody, and goes only where it was confirmed to go.',
    see: ['variable', 'origin', 'masked'],
  },
  {
    id: 'shape',
    name: 'Shape',
    also: ['schema', 'structure'],
    text: 'What is known of a response: which fields it has, of what types, and which may be missing or empty. Learned by Initialize, and corrected by you.',
    see: ['initialize', 'returned-values'],
  },
  {
    id: 'status',
    name: 'Status code',
    also: ['200', '404', '500', 'HTTP status'],
    text: 'Three digits that say how it went: 2xx is well, 3xx leads elsewhere, 4xx means that the request is wrong (401 not signed in, 404 not there), 5xx that the API itself failed.',
    see: ['response', 'rate-limit'],
  },
  {
    id: 'test-value',
    name: 'Test value',
    text: 'What an input has while you initialize. It is never a default: whoever runs the call passes their own.',
    see: ['input', 'initialize'],
  },
  {
    id: 'token',
    name: 'Token',
    also: ['run token', 'jf_'],
    text: 'The key by which your own program runs the calls of this project, in one environment. Made in Settings, and shown once.',
    see: ['run', 'environment'],
  },
  {
    id: 'tries',
    name: 'Tries',
    also: ['retry'],
    text: 'How often a request is sent again after a lost connection or an answer that says try later. POST and PATCH are sent once, unless repeating is safe.',
    see: ['idempotency', 'rate-limit'],
  },
  {
    id: 'url',
    name: 'URL',
    also: ['address', 'link'],
    text: 'The address of what you ask for: scheme, host, path and parameters, as in https://api.example.com/customers?page=2.',
    see: ['base-url', 'path', 'parameter'],
  },
  {
    id: 'use-as',
    name: 'Use as',
    text: 'Whether a call brings data, does something, or both. It decides when it may run, and who may run it.',
    see: ['data', 'action'],
  },
  {
    id: 'variable',
    name: 'Variable',
    text: 'A named value, such as a region, with a value per environment. Written as its name in double braces, it stands in for the value everywhere.',
    see: ['secret', 'environment', 'placeholder'],
  },
];

/** Terms in which the words are found, those named so first. */
export function findTerms(words: string): readonly Term[] {
  const wanted = words.trim().toLowerCase();
  if (wanted === '') return GLOSSARY;
  const isIn = (text: string) => text.toLowerCase().includes(wanted);
  const named = GLOSSARY.filter(({ name, also = [] }) => isIn(name) || also.some(isIn));
  return [...named, ...GLOSSARY.filter((term) => !named.includes(term) && isIn(term.text))];
}
