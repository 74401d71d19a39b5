"""The municipality as data: areas, departments, bodies, matters, routes, hours and who is next in line."""
