package io.steadfill.approval;

/** Hears of new requests for what is done once, in the transaction that makes them. A run's own request is told by whoever holds the run. */
@FunctionalInterface
public interface ApprovalListener {

    void asked(Approval request);
}
