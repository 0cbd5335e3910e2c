"""Long work: asked for here, done by a worker, finished by another one if the first is killed."""
