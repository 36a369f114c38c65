// A process that decides an approval, begins to carry it out and is killed at a given moment of it.
import { database } from "@/db/client";
import { decideApproval } from "../approvals/decide-approval";
import { callWebhook } from "../tools/call-webhook";
import { publishDocument } from "../tools/publish-document";
import { makePerson } from "./people";

const [moment = "", approver = "", id = "", token = ""] = process.argv.slice(2);

function die(): Promise<never> {
  process.kill(process.pid, "SIGKILL");
  return new Promise(() => {});
}

const { apply } = publishDocument;
const { send } = callWebhook;
if (moment === "before") {
  publishDocument.prepare = die;
  callWebhook.targetState = die;
}
// During a call the service that is called has this process killed, while it waits for the answer.
if (moment === "during")
  publishDocument.apply = async (...given) => {
    await apply(...given);
    return die();
  };
if (moment === "after")
  callWebhook.send = async (...given) => {
    await send(...given);
    return die();
  };
const viewer = await makePerson(await database(), approver, "approver");
await decideApproval(viewer, id, { decision: "approve", token, own_request: false });
await die();
