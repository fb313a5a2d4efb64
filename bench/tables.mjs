// Figures as Markdown.
export function table(head, rows) {
  const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  return lines.join('\n');
}

/** A figure beside its aim: `0.82, of 0.70` with whether it is met. */
export function judged(figure, aim) {
  const isMet = aim.atLeast === undefined ? figure <= aim.atMost : figure >= aim.atLeast;
  return { figure, aim: aim.atLeast === undefined ? `≤ ${aim.atMost}` : `≥ ${aim.atLeast}`, isMet };
}

export const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

export const percentile = (values, share) =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))];

export function aimsTable(aims) {
  return table(
    ['aim', 'asked for', 'measured', ''],
    aims.map(({ claim, unit = '', figure, aim, isMet }) => [
      claim,
      `${aim}${unit}`,
      `${rounded(figure)}${unit}`,
      isMet ? 'met' : '**missed**',
    ]),
  );
}

export function rounded(number) {
  if (number >= 100) return String(Math.round(number));
  return number >= 10 ? number.toFixed(1) : number.toFixed(2);
}
