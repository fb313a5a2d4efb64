// Infers the shape of one sample with one library, as often as named: node --import tsx infer.mjs <library> <sample> <times>
import { readSample } from './samples.mjs';

const [library, sample, times] = process.argv.slice(2);
const text = readSample(sample);

const LIBRARIES = {
  'JSON.parse': async () => () => JSON.parse(text),
  jackfield: async () => {
    const { inferText, toSchema } = await import('../../packages/shape/src/index.ts');
    return () => toSchema(inferText(text));
  },
  'quicktype-core': async () => {
    const { InputData, jsonInputForTargetLanguage, quicktype } = await import('quicktype-core');
    return async () => {
      const input = jsonInputForTargetLanguage('schema');
      await input.addSource({ name: 'Sample', samples: [text] });
      const inputData = new InputData();
      inputData.addInput(input);
      const { lines } = await quicktype({ inputData, lang: 'schema' });
      return lines.join('\n');
    };
  },
  'genson-js': async () => {
    const { createSchema } = await import('genson-js');
    return () => createSchema(JSON.parse(text));
  },
};

const infer = await LIBRARIES[library]();
const milliseconds = [];
let schemaBytes = 0;
for (let time = 0; time < Number(times); time += 1) {
  const startedAt = performance.now();
  const schema = await infer();
  milliseconds.push(performance.now() - startedAt);
  if (time === 0 && library !== 'JSON.parse') {
    schemaBytes = (typeof schema === 'string' ? schema : JSON.stringify(schema)).length;
  }
}
process.send({
  bytes: Buffer.byteLength(text),
  schemaBytes,
  milliseconds: milliseconds.toSorted((a, b) => a - b)[Math.floor(milliseconds.length / 2)],
});
