import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { MarkdownView } from './markdown-view.tsx';

const html = (text: string) => renderToStaticMarkup(<MarkdownView text={text} />);

test('what people write in notes is drawn', () => {
  const drawn = html(
    '# Limits\n\n**100** requests a _minute_, see [the docs](https://example.com/a?b=1&c=2).\n\n1. one\n2. `two`\n\n' +
      '- [x] done\n\n> quote\n\n| a | b |\n| - | -: |\n| 1 | 2 |\n\n```json\n{ "a": "<b>" }\n```\n',
  );
  for (const part of [
    '<h3>Limits</h3>',
    '<strong>100</strong>',
    '<em>minute</em>',
    '<a href="https://example.com/a?b=1&amp;c=2" target="_blank" rel="noopener noreferrer">the docs</a>',
    '<ol start="1"><li>one</li><li><code>two</code></li></ol>',
    'aria-label="Done:"',
    '<blockquote><p>quote</p></blockquote>',
    '<th scope="col">a</th>',
    '<td style="text-align:right">2</td>',
    '{ &quot;a&quot;: &quot;&lt;b&gt;&quot; }',
  ]) {
    expect(drawn).toContain(part);
  }
});

test.each([
  ['<script>alert(1)</script>', '&lt;script&gt;'],
  ['a <img src=x onerror=alert(1)> b', '&lt;img'],
  ['[x](javascript:alert(1))', 'x'],
  ['[x](data:text/html,x)', 'x'],
  ['[x](JaVaScRiPt:alert(1))', 'x'],
  ['<javascript:alert(1)>', 'javascript:alert(1)'],
  ['![secret pixel](https://example.com/p.png)', '>secret pixel</a>'],
])('%j is text or a link, and nothing else', (text, part) => {
  const drawn = html(text);
  expect(drawn).toContain(part);
  expect(drawn).not.toMatch(/<(?:script|img|iframe)|href="(?!https:)/i);
});

test('entities are characters, and escapes are kept', () => {
  expect(html('a &amp; b &lt;c&gt; &#8364; \\*d\\*')).toContain('<p>a &amp; b &lt;c&gt; € *d*</p>');
});
