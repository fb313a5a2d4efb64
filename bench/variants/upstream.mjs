// The API that is called: fixed JSON bodies of 1 kB to 50 MB, with keep-alive.
import { createServer } from 'node:http';
import { announce } from './announce.mjs';

function rows(bytes) {
  const list = [];
  for (let size = 2; size < bytes; ) {
    const row = { id: list.length, name: `Customer ${list.length}`, amount: 12.5, paid: true };
    size += JSON.stringify(row).length + 1;
    list.push(row);
  }
  return Buffer.from(JSON.stringify(list));
}

const bodies = {
  '/1kb': rows(1_000),
  '/100kb': rows(100_000),
  '/5mb': rows(5_000_000),
  '/50mb': rows(50_000_000),
};

announce(
  createServer((req, res) => {
    const body = bodies[req.url] ?? bodies['/1kb'];
    res.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length });
    res.end(body);
  }),
);
