"""The facilitator's guide to the table-top exercise: everything to say and do, minute by minute."""
