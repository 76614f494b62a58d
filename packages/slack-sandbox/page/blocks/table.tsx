import type { Block } from '../../src/block-kit.ts';
import { RichText } from './rich-text.tsx';
import { textOf } from './text-of.ts';

export const Table = ({ block }: { block: Block }) => {
  const [head = [], ...body] = block.rows ?? [];
  const cell = (one: (typeof head)[number]) =>
    one.type === ('rich_text' as string) ? <RichText parts={one.elements ?? []} /> : (one.text ?? one.value);
  return (
    <div class="table">
      <table>
        {block.caption && <caption>{textOf(block.caption)}</caption>}
        <thead>
          <tr>
            {head.map((one) => (
              <th scope="col">{cell(one)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {body.map((row) => (
            <tr>
              {row.map((one) => (
                <td>{cell(one)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};
