// Listens on a free loopback port and tells it, and the processor time used so far when asked, to the parent.
export function announce(server) {
  server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
}
