enum DashboardMarkup { static let text = "<main></main>" }
