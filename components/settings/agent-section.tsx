"use client";

import { useState } from "react";
import { agentPaths } from "@/components/agent/agent-paths";
import { useSubmit } from "@/components/api/use-submit";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Select } from "@/components/ui/select";
import { Table, TableCell, TableHead, TableRow } from "@/components/ui/table";
import type { AgentSettings, AgentSettingsPatch } from "@/lib/agent/schema";
import { Loaded } from "./loaded";
import { roleName } from "./role-name";

type Tool = AgentSettings["tools"][number];

const policies: Record<Tool["policy"], string> = { allow: "Allowed", ask: "Asks first", deny: "Denied" };

/** The switch that stops all writes of agents, and what each tool may do. */
export function AgentSection() {
  return (
    <Loaded<AgentSettings> path={agentPaths.settings}>
      {(settings) => <AgentForm initial={settings} />}
    </Loaded>
  );
}

function AgentForm({ initial }: { initial: AgentSettings }) {
  const [settings, setSettings] = useState(initial);
  const { submit, pending, problem } = useSubmit();
  async function change(patch: AgentSettingsPatch) {
    if (pending) return;
    const after = await submit<AgentSettings>(agentPaths.settings, { method: "PATCH", body: patch });
    if (after) setSettings(after);
  }
  const on = settings.writes_allowed;
  return (
    <div className="grid gap-8">
      <ProblemNotice problem={problem} />
      <section className="grid gap-3">
        <h2 className="font-semibold text-lg">Writes of agents</h2>
        <Notice
          tone={on ? "neutral" : "caution"}
          title={on ? "Agents may write, each time after an approval" : "All writes of agents are stopped"}
          actions={
            <Button
              tone={on ? "danger" : "primary"}
              aria-disabled={pending}
              onClick={() => void change({ writes_allowed: !on })}
            >
              {on ? "Stop all writes" : "Allow writes again"}
            </Button>
          }
        >
          {on
            ? "Stopping acts at once, also on what was approved and not yet done. Reading goes on."
            : "Nothing is written, whatever was approved. What waits keeps waiting until it expires."}
        </Notice>
      </section>
      <section className="grid gap-3">
        <h2 className="font-semibold text-lg">Tools</h2>
        <p className="text-pretty text-muted">
          A tool that writes always asks first. A denied tool is refused before anything runs, for everybody.
        </p>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
        <section className="overflow-x-auto rounded-lg border" tabIndex={0} aria-label="Tools">
          <Table>
            <thead>
              <tr>
                <TableHead scope="col">Tool</TableHead>
                <TableHead scope="col">May be used</TableHead>
                <TableHead scope="col">Reads and writes</TableHead>
                <TableHead scope="col">From role</TableHead>
              </tr>
            </thead>
            <tbody>
              {settings.tools.map((tool) => (
                <TableRow key={tool.name} className="last:border-b-0">
                  <TableCell className="sm:whitespace-nowrap">
                    <span className="font-medium">{tool.title}</span>{" "}
                    <Badge tone={tool.kind === "write" ? "caution" : "neutral"}>
                      {tool.kind === "write" ? "writes" : "reads"}
                    </Badge>
                  </TableCell>
                  <TableCell>
                    <Select
                      label={`${tool.title} may be used`}
                      className="h-8 text-sm"
                      value={tool.policy}
                      options={(tool.kind === "write"
                        ? (["ask", "deny"] as const)
                        : (["allow", "ask", "deny"] as const)
                      ).map((value) => ({ value, label: policies[value] }))}
                      onValueChange={(policy) =>
                        void change({ tool_policy: { [tool.name]: policy as Tool["policy"] } })
                      }
                    />
                  </TableCell>
                  <TableCell className="min-w-52 text-muted text-sm">
                    Reads {tool.reads}.{tool.writes && ` Writes ${tool.writes}.`}
                  </TableCell>
                  <TableCell className="whitespace-nowrap">{roleName(tool.role)}</TableCell>
                </TableRow>
              ))}
            </tbody>
          </Table>
        </section>
      </section>
    </div>
  );
}
