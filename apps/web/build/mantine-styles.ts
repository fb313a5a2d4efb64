import type { Plugin } from 'vite';

/** What every page needs: resets and the variables of the theme. */
const BASE = ['baseline', 'default-css-variables', 'global'];
const WHOLE = /@mantine\/core\/styles\.layer\.css$/;
/** The class names of one component; there is one such file for each file of its styles. */
const CLASS_NAMES = /@mantine\/core\/esm\/.*\/(\w+)\.module\.mjs$/;

/**
 * In a build each component of Mantine brings its own styles, so that a page loads those of what it shows. The sheet
 * with all of them, which `main.tsx` imports, is most of the editor's CSS and holds twice what the editor uses.
 * They stand in one cascade layer, and a component's modules import those that it builds on first, so their order holds.
 */
export function mantineStyles(): Plugin {
  let found = 0;
  return {
    name: 'mantine-styles',
    apply: 'build',
    enforce: 'pre',
    load(id) {
      if (!WHOLE.test(id)) return null;
      return BASE.map((name) => `@import '@mantine/core/styles/${name}.layer.css';`).join('\n');
    },
    transform(code, id) {
      const component = CLASS_NAMES.exec(id)?.[1];
      if (component === undefined) return null;
      found += 1;
      return { code: `import '@mantine/core/styles/${component}.layer.css';\n${code}`, map: null };
    },
    buildEnd(error) {
      if (!error && found === 0) this.error('No component of Mantine was found, so none would have its styles.');
    },
  };
}
