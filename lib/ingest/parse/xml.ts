import { XMLParser } from "fast-xml-parser";
import { AppError } from "../../errors/app-error";

/** An element or a text of an XML part, in document order. */
export interface XmlNode {
  /** Name without its namespace; `#text` for text. */
  name: string;
  attributes: Record<string, string>;
  children: XmlNode[];
  text: string;
}

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: "",
  removeNSPrefix: true,
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  maxNestedTags: 500,
});

/** The root element of a part. A document type is refused: Office writes none, and entities could expand without end. */
export function parseXml(xml: string): XmlNode {
  if (/<!DOCTYPE/i.test(xml.slice(0, 2000)))
    throw new AppError("file_corrupt", { internal: "document type in a part" });
  const nodes = (parser.parse(xml) as RawNode[]).map(toNode);
  return nodes.find((node) => node.name !== "?xml" && node.name !== "#text") ?? emptyNode;
}

/** Elements of that name anywhere below, in document order. */
export function* descendants(node: XmlNode, name: string): Generator<XmlNode> {
  for (const child of node.children) {
    if (child.name === name) yield child;
    yield* descendants(child, name);
  }
}

export function childNamed(node: XmlNode | undefined, name: string): XmlNode | undefined {
  return node?.children.find((child) => child.name === name);
}

/** The first element of that path below `node`. */
export function at(node: XmlNode | undefined, ...path: string[]): XmlNode | undefined {
  return path.reduce<XmlNode | undefined>((found, name) => childNamed(found, name), node);
}

export function textOf(node: XmlNode | undefined): string {
  if (!node) return "";
  return node.name === "#text" ? node.text : node.children.map(textOf).join("");
}

const emptyNode: XmlNode = { name: "", attributes: {}, children: [], text: "" };

type RawNode = Record<string, unknown>;

function toNode(raw: RawNode): XmlNode {
  const name = Object.keys(raw).find((key) => key !== ":@") ?? "";
  const value = raw[name];
  const attributes = (raw[":@"] ?? {}) as Record<string, string>;
  if (name === "#text") return { name, attributes, children: [], text: String(value) };
  const children = Array.isArray(value) ? (value as RawNode[]).map(toNode) : [];
  return { name, attributes, children, text: "" };
}

/** Relations of a part: id to target, resolved against the folder of the part. */
export function relationsOf(xml: string, folder: string): Map<string, { target: string; type: string }> {
  const relations = new Map<string, { target: string; type: string }>();
  if (!xml) return relations;
  for (const relation of descendants(parseXml(xml), "Relationship")) {
    const { Id = "", Target = "", Type = "" } = relation.attributes;
    if (relation.attributes.TargetMode === "External") continue;
    relations.set(Id, { target: resolvePart(folder, Target), type: Type.split("/").pop() ?? "" });
  }
  return relations;
}

function resolvePart(folder: string, target: string): string {
  if (target.startsWith("/")) return target.slice(1);
  const path = folder.split("/").filter(Boolean);
  for (const step of target.split("/")) {
    if (step === "..") path.pop();
    else if (step !== ".") path.push(step);
  }
  return path.join("/");
}
