//! Circles of a graph: what is reached from itself.

/// The groups of nodes that reach each other, each in order; nodes that only reach others are in none.
pub(super) fn circles(edges: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let reached: Vec<Vec<bool>> = (0..edges.len()).map(|from| reached(edges, from)).collect();
    let mut circles: Vec<Vec<usize>> = Vec::new();
    for (node, reaches) in reached.iter().enumerate() {
        let known = circles.iter().any(|circle| circle.contains(&node));
        if known || !reaches[node] {
            continue;
        }
        circles.push((node..edges.len()).filter(|other| reaches[*other] && reached[*other][node]).collect());
    }
    circles
}

/// What is reached from a node by one step or more.
fn reached(edges: &[Vec<usize>], from: usize) -> Vec<bool> {
    let mut reached = vec![false; edges.len()];
    let mut open = edges[from].clone();
    while let Some(node) = open.pop() {
        if !std::mem::replace(&mut reached[node], true) {
            open.extend(&edges[node]);
        }
    }
    reached
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_reaches_itself_is_in_a_circle() {
        let edges = [vec![1], vec![2], vec![1, 3], vec![], vec![4]];
        assert_eq!(circles(&edges), [vec![1, 2], vec![4]]);
    }
}
