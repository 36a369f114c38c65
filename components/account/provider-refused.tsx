import { Notice } from "@/components/ui/notice";

/** Why signing in through the provider ended here again. */
export function ProviderRefused({ refused }: { refused: boolean }) {
  return (
    <div role="alert" className="mb-5">
      {refused ? (
        <Notice tone="caution" title="There is no account for you here">
          The provider knows you, but you have no account or it was disabled. Ask an admin for an invitation.
        </Notice>
      ) : (
        <Notice tone="danger" title="The sign-in provider did not work">
          Try again in a moment. Should it stay like this, tell an admin.
        </Notice>
      )}
    </div>
  );
}
