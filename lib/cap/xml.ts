import { XMLBuilder, XMLParser, XMLValidator } from "fast-xml-parser";
import { type Message, messageSchema } from "./message.ts";

export const CAP_NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2";
const DECLARATION = { "@version": "1.0", "@encoding": "UTF-8" };
const SHAPE = { ignoreAttributes: false, attributeNamePrefix: "@", suppressEmptyNode: false } as const;
const builder = new XMLBuilder({ ...SHAPE, format: true, indentBy: "  " });

/** Any document with a declaration; text is escaped, arrays become repeated elements. */
export function xmlText(document: object): string {
  return builder.build({ "?xml": DECLARATION, ...document });
}

/** The message as an XML document. Elements come in the order of the standard's schema. */
export function toXml(message: Message): string {
  return xmlText({ alert: { "@xmlns": CAP_NAMESPACE, ...message } });
}

const MANY = new Set(["info", "category", "responseType", "parameter", "area", "polygon", "geocode"]);
const parser = new XMLParser({
  ...SHAPE,
  parseTagValue: false,
  isArray: (name) => MANY.has(name),
  processEntities: true,
});

/** Reads a message back under the standard's rules. @throws when it is not XML, not CAP 1.2 or breaks a rule */
export function fromXml(text: string): Message {
  const valid = XMLValidator.validate(text);
  if (valid !== true) throw new Error(`not XML: ${valid.err.msg} in line ${valid.err.line}`);
  const { alert } = parser.parse(text) as { alert?: { "@xmlns"?: string } };
  if (alert?.["@xmlns"] !== CAP_NAMESPACE) throw new Error("not a CAP 1.2 message");
  const { "@xmlns": _, ...message } = alert;
  return messageSchema.parse(message);
}
