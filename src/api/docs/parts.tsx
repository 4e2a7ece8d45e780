// What the pages are made of: words with code among them, tables of fields, code.

import type { Field } from "./fields";

/** A text in which backticks mark code and asterisks what matters, its paragraphs apart. */
export const Words = ({ text }: { text: string }) => (
  <>
    {text.split("\n\n").map((paragraph) => (
      <p>
        <Phrase text={paragraph} />
      </p>
    ))}
  </>
);

export const Phrase = ({ text }: { text: string }) => <>{text.split(/(`[^`]+`|\*\*[^*]+\*\*)/).map(marked)}</>;

function marked(part: string) {
  if (part.startsWith("`")) return <code>{part.slice(1, -1)}</code>;
  return part.startsWith("**") ? <strong>{part.slice(2, -2)}</strong> : part;
}

export const Code = ({ text }: { text: string }) => (
  <pre>
    <code>{text}</code>
  </pre>
);

/** `caption`: what the fields are of. */
export const FieldTable = ({ caption, fields }: { caption: string; fields: readonly Field[] }) =>
  fields.length > 0 && (
    <table class="fields">
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">What it is</th>
        </tr>
      </thead>
      <tbody>
        {fields.map((field) => (
          <tr>
            <th scope="row">
              <code>{field.name}</code>
              <small>
                {field.type}
                {field.isRequired && (
                  <>
                    , <strong>required</strong>
                  </>
                )}
              </small>
            </th>
            <td>
              <Phrase text={field.description} />
              {field.limits.length > 0 && <small>{field.limits.join("; ")}</small>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
