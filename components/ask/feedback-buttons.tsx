import { ThumbsDownIcon, ThumbsUpIcon } from "lucide-react";
import { useState } from "react";
import { request, toReadableProblem } from "@/components/api/request";
import { Button } from "@/components/ui/button";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { Textarea } from "@/components/ui/textarea";
import { toast } from "@/components/ui/toast";
import { useAsk } from "./ask-context";
import type { Feedback, Turn } from "./thread";

const reasons: { value: string; label: string }[] = [
  { value: "wrong", label: "It is wrong" },
  { value: "incomplete", label: "Something is missing" },
  { value: "off_topic", label: "It answers something else" },
  { value: "outdated", label: "It is out of date" },
  { value: "bad_citation", label: "A passage doesn't prove it" },
  { value: "should_answer", label: "The documents do say it" },
  { value: "other", label: "Something else" },
];

interface FeedbackButtonsProps {
  turn: Turn;
  answerId: string;
  threadKey: string;
}

/** Thumbs up, or down with a reason. What was said last counts. */
export function FeedbackButtons({ turn, answerId, threadKey }: FeedbackButtonsProps) {
  const { threads } = useAsk();
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState<string | null>(turn.feedback?.reason ?? null);
  const [comment, setComment] = useState(turn.feedback?.comment ?? "");
  const rating = turn.feedback?.rating;

  const send = async (feedback: Feedback) => {
    const before = turn.feedback;
    threads.setFeedback(threadKey, turn.key, feedback);
    try {
      await request(`/api/answers/${answerId}/feedback`, {
        method: "PUT",
        body: {
          rating: feedback.rating,
          ...(feedback.reason && { reason: feedback.reason }),
          ...(feedback.comment && { comment: feedback.comment }),
        },
      });
    } catch (error) {
      threads.setFeedback(threadKey, turn.key, before);
      toast(toReadableProblem(error).title, { description: toReadableProblem(error).detail });
    }
  };

  return (
    <span className="flex">
      <Button
        tone="quiet"
        size="sm"
        square
        aria-label="Good answer"
        title="Good answer"
        aria-pressed={rating === "up"}
        onClick={() => void send({ rating: "up", reason: null, comment: null })}
      >
        <ThumbsUpIcon aria-hidden />
      </Button>
      <Popover open={open} onOpenChange={setOpen}>
        <PopoverTrigger asChild>
          <Button
            tone="quiet"
            size="sm"
            square
            aria-label="Bad answer"
            title="Bad answer"
            aria-pressed={rating === "down"}
          >
            <ThumbsDownIcon aria-hidden />
          </Button>
        </PopoverTrigger>
        <PopoverContent align="end" aria-label="What is wrong with this answer?" className="grid gap-3 p-4">
          <fieldset className="grid gap-1">
            <legend className="mb-1.5 font-medium">What is wrong with it?</legend>
            {reasons.map((option) => (
              <label
                key={option.value}
                className="tap -mx-2 flex min-h-7 items-center gap-2.5 rounded-sm px-2 hover:bg-hover"
              >
                <input
                  type="radio"
                  name={`reason-${answerId}`}
                  value={option.value}
                  checked={reason === option.value}
                  onChange={() => setReason(option.value)}
                  className="size-4"
                />
                {option.label}
              </label>
            ))}
          </fieldset>
          <Textarea
            aria-label="More about it"
            placeholder="More about it, if you like"
            maxLength={2000}
            value={comment}
            className="min-h-16"
            onChange={(event) => setComment(event.target.value)}
          />
          <Button
            tone="primary"
            disabled={!reason}
            onClick={() => {
              setOpen(false);
              void send({ rating: "down", reason, comment: comment.trim() || null }).then(() =>
                toast("Thank you. It is kept with the answer."),
              );
            }}
          >
            Send
          </Button>
        </PopoverContent>
      </Popover>
    </span>
  );
}
