"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/dialog";
import { Check, Choices, Problem, TextField } from "@/components/ui/field";
import { Check as CheckIcon, Copy } from "@/components/ui/icons";
import { useAct } from "@/components/use-act";
import { type MethodChoice, MethodPicker } from "@/components/words/method-picker";
import { count } from "@/components/words/methods";
import { createToken } from "@/lib/actions/tokens";
import { type Template, tokensKey } from "./queries";

type Props = { open: boolean; onClose(): void; templates: Template[]; methods: MethodChoice[] };

export function TokenForm({ open, onClose, ...choices }: Props) {
  const [key, setKey] = useState("");
  const close = () => {
    setKey("");
    onClose();
  };
  return (
    <Panel
      open={open}
      onClose={close}
      title={key ? "Your new token" : "Make token"}
      says={key ? "It is shown this once. Keep it where you keep passwords." : undefined}
    >
      {key ? <NewKey secret={key} onStored={close} /> : open && <Form {...choices} onMade={setKey} onClose={close} />}
    </Panel>
  );
}

const DAYS = [7, 30, 90, 366];

function Form({
  templates,
  methods,
  onMade,
  onClose,
}: Pick<Props, "templates" | "methods" | "onClose"> & { onMade(key: string): void }) {
  const [template, setTemplate] = useState(templates[0]?.name ?? "");
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const { run, pending, at, besides } = useAct(createToken, {
    stale: [tokensKey],
    done: ({ token }) => onMade(token.key),
  });
  const wantsPassword = at("password") !== undefined || besides()?.includes("password");
  const [asked, setAsked] = useState(false);
  if (wantsPassword && !asked) setAsked(true);
  return (
    <form
      className="flex flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        const password = String(form.get("password") ?? "");
        run({
          description: String(form.get("description")),
          ...(template ? { tokenTemplate: template } : { apiList: [...chosen] }),
          expiresAt: new Date(Date.now() + Number(form.get("days")) * 86_400_000 - 60_000),
          ...(password ? { password } : {}),
        });
      }}
    >
      <TextField
        label="What it is for"
        name="description"
        maxLength={255}
        autoComplete="off"
        error={at("description") && "Say what it is for, so that you know it later."}
      />
      <Choices label="What it may do" error={at("tokenTemplate")}>
        {templates.map((one) => (
          <Check
            key={one.name}
            type="radio"
            name="template"
            checked={template === one.name}
            onChange={() => setTemplate(one.name)}
          >
            {one.name} <span className="text-muted">{count(one.methods, "method")}</span>
          </Check>
        ))}
        <Check type="radio" name="template" checked={template === ""} onChange={() => setTemplate("")}>
          Methods of my choice
        </Check>
      </Choices>
      {template === "" && (
        <MethodPicker label="Methods" methods={methods} chosen={chosen} onChange={setChosen} error={at("apiList")} />
      )}
      <Choices label="Ends after" error={at("expiresAt")}>
        {DAYS.map((days) => (
          <Check key={days} type="radio" name="days" value={days} defaultChecked={days === 30}>
            {days === 366 ? "a year" : count(days, "day")}
          </Check>
        ))}
      </Choices>
      {asked && (
        <TextField
          label="Your password"
          name="password"
          type="password"
          autoComplete="current-password"
          hint="You gave it more than five minutes ago."
          error={at("password") ?? besides("description", "tokenTemplate", "apiList", "expiresAt")}
        />
      )}
      {!asked && besides("description", "tokenTemplate", "apiList", "expiresAt", "password") && (
        <Problem>{besides("description", "tokenTemplate", "apiList", "expiresAt", "password")}</Problem>
      )}
      <div className="flex gap-2">
        <Button type="submit" look="primary" pending={pending}>
          Make token
        </Button>
        <Button onClick={onClose}>Cancel</Button>
      </div>
    </form>
  );
}

function NewKey({ secret, onStored }: { secret: string; onStored(): void }) {
  const [copied, setCopied] = useState(false);
  return (
    <div className="flex flex-col gap-4">
      <code className="block rounded-md border border-edge bg-sunken p-3 font-mono text-table break-all select-all">
        {secret}
      </code>
      <div className="flex gap-2">
        <Button
          look="primary"
          onClick={async () => {
            await navigator.clipboard.writeText(secret);
            setCopied(true);
          }}
        >
          {copied ? <CheckIcon size={16} aria-hidden /> : <Copy size={16} aria-hidden />}
          {copied ? "Copied" : "Copy token"}
        </Button>
        <Button onClick={onStored}>I stored it</Button>
      </div>
      <p className="sr-only" aria-live="polite">
        {copied && "The token is in the clipboard."}
      </p>
      <p className="text-table text-muted">
        Send it as <span className="font-mono">Authorization: Bearer</span>.
      </p>
    </div>
  );
}
