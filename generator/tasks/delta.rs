//! Needs: GraphClient.users, UserCollectionRequests.delta, User, User.id

use std::collections::BTreeMap;

use msgraph::client::{DeltaState, DeltaToken, Result};
use msgraph::v1::GraphClient;
use msgraph::v1::models::User;

/// Brings a copy of all users up to date, and gives the token for the next time.
pub async fn follow(
    graph: &GraphClient,
    known: &mut BTreeMap<String, User>,
    since: Option<&DeltaToken>,
) -> Result<Option<DeltaToken>> {
    let request = graph.users().delta();
    let round = match since {
        Some(token) => request.resume(token).collect().await?,
        None => request.collect().await?,
    };
    for removed in round.removed {
        known.remove(&removed.id);
    }
    for user in round.changed {
        if let Some(id) = user.id.clone() {
            known.insert(id, user);
        }
    }
    match round.state {
        DeltaState::More(token) | DeltaState::Done(token) => Ok(Some(token)),
        // Graph has forgotten what it told: begin anew, without a token.
        DeltaState::Resync(_) | DeltaState::NoToken => {
            known.clear();
            Ok(None)
        }
    }
}
