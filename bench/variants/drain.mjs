// Fetches what it is told, reads it to its end and keeps nothing.
process.on('message', async ({ url, headers }) => {
  if (url === undefined) return;
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: '{"inputs":{"note":"bench"}}',
  });
  let bytes = 0;
  for await (const chunk of response.body) bytes += chunk.length;
  process.send({ bytes });
});
process.channel?.ref();
process.send({ port: 0 });
