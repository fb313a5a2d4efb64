import type { TransferReport } from '@jackfield/contracts';

interface Place {
  noun: 'call' | 'API';
  /** Where it is now. */
  toApi: string | null;
  /** Null: in the same project. */
  toProject: string | null;
}

/** What a person should look at after something was moved or copied, one sentence each. */
export function transferWords(report: TransferReport, { noun, toApi, toProject }: Place): string[] {
  const { renamedTo, unknownNames, secretsToEnter, environmentsLeftOut, inputsBrought, rowsLost, rowsGained } = report;
  const rows = (which: typeof rowsLost) => which.map(({ kind, key }) => `${kind} ${key}`);
  return [
    ...(renamedTo === null ? [] : [`Its name was taken there: it is called “${renamedTo}” now.`]),
    ...(secretsToEnter.length === 0 ? [] : [`Secrets are never copied. Enter again: ${listed(secretsToEnter)}.`]),
    ...(unknownNames.length === 0
      ? []
      : [`Set under Secrets & variables of ${toProject ?? 'this project'}: ${listed(unknownNames.map(braced))}.`]),
    ...(environmentsLeftOut.length === 0
      ? []
      : [`Left out, as ${toProject ?? 'the project'} has no such environment: ${listed(environmentsLeftOut)}.`]),
    ...(report.auth === null || toApi === null
      ? []
      : [`It is authenticated as ${toApi} is: ${report.auth.to}, before: ${report.auth.from}.`]),
    ...(rowsLost.length === 0
      ? []
      : [`Not sent any more, as ${toApi ?? 'the API'} does not share it: ${listed(rows(rowsLost))}.`]),
    ...(rowsGained.length === 0 ? [] : [`Sent now, as ${toApi ?? 'the API'} shares it: ${listed(rows(rowsGained))}.`]),
    ...(inputsBrought.length === 0
      ? []
      : [`The ${noun} has of its own now what its former API defined: ${listed(inputsBrought)}.`]),
  ];
}

function braced(name: string): string {
  return `{{${name}}}`;
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
