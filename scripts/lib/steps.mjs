/** Seconds for people: `0.4 s`, `74 s`. */
export function seconds(milliseconds) {
  const value = milliseconds / 1000;
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} s`;
}

/**
 * Runs one step of set-up on one line, `Building … 12 s`. When it fails, its output is printed and the process ends.
 *
 * @param {string} name what is being done: `Building`
 * @param {() => Promise<{ code: number, output: string }>} work
 */
export async function step(name, work) {
  const start = Date.now();
  process.stdout.write(`${name} … `);
  const { code, output } = await work();
  if (code === 0) {
    process.stdout.write(`${seconds(Date.now() - start)}\n`);
    return;
  }
  process.stdout.write(`failed\n\n${output.trimEnd()}\n\n${name} failed; the lines above say why.\n`);
  process.exit(1);
}
